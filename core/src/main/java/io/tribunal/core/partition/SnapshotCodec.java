package io.tribunal.core.partition;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/** A snapshot as bytes: a version, the content, and the SHA-256 of both at the end. */
public final class SnapshotCodec {
    private static final int VERSION = 0x54525305;

    private SnapshotCodec() {}

    public static Bytes encode(Snapshot snapshot) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            new SnapshotWriter(out).write(snapshot);
            out.flush();
            out.write(Hash.sha256(bytes.toByteArray()).array());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return Bytes.wrap(bytes.toByteArray());
    }

    /** The snapshot, or empty when the bytes are damaged or of another version: then the logs are replayed instead. */
    public static Optional<Snapshot> decode(Bytes encoded) {
        byte[] all = encoded.array();
        int content = all.length - Hash.LENGTH;
        if (content < Integer.BYTES
                || !Arrays.equals(
                        Hash.sha256(Arrays.copyOf(all, content)).array(),
                        Arrays.copyOfRange(all, content, all.length))) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(all, 0, content))) {
            return in.readInt() == VERSION ? Optional.of(new SnapshotReader(in).read()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("a snapshot with the right hash is not whole", e);
        }
    }
}
