package io.tribunal.core.partition;

import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.encoding.SnapshotPart;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The state of a partition's machine between two records. Entries and responses are not copied but referred to by offset;
 * they are read again from the logs. Equal states give equal snapshots.
 *
 * @param content the parts, one after the other
 */
public record Snapshot(Bytes content) {
    private static final int VERSION = 0x54525306;

    static Snapshot of(List<SnapshotPart> parts) {
        CanonicalWriter out = new CanonicalWriter();
        parts.forEach(part -> part.writeTo(out));
        return new Snapshot(out.toBytes());
    }

    /** Offset of the last business entry that was handled; -1 before the genesis. */
    public long handledThrough() {
        return ByteBuffer.wrap(content.array()).getLong();
    }

    void restore(List<SnapshotPart> parts) {
        Optional<Bytes> read = CanonicalReader.read(content, in -> {
            parts.forEach(part -> part.readFrom(in));
            return content;
        });
        if (read.isEmpty()) {
            throw new IllegalStateException("a snapshot with the right hash is not whole");
        }
    }

    /** The version, the content, and the SHA-256 of both. */
    public Bytes encode() {
        byte[] hashed = ByteBuffer.allocate(Integer.BYTES + content.length())
                .putInt(VERSION)
                .put(content.array())
                .array();
        return Bytes.wrap(ByteBuffer.allocate(hashed.length + Hash.LENGTH)
                .put(hashed)
                .put(Hash.sha256(hashed).array())
                .array());
    }

    /** The snapshot, or empty when the bytes are damaged or of another version: then the logs are replayed instead. */
    public static Optional<Snapshot> decode(Bytes encoded) {
        byte[] all = encoded.array();
        int end = all.length - Hash.LENGTH;
        if (end < Integer.BYTES + Long.BYTES
                || !isIntact(all, end)
                || ByteBuffer.wrap(all).getInt() != VERSION) {
            return Optional.empty();
        }
        return Optional.of(new Snapshot(Bytes.wrap(Arrays.copyOfRange(all, Integer.BYTES, end))));
    }

    private static boolean isIntact(byte[] all, int end) {
        return Arrays.equals(Hash.sha256(Arrays.copyOf(all, end)).array(), Arrays.copyOfRange(all, end, all.length));
    }
}
