package io.tribunal.schemas.codec;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.recovery.SnapshotChunk;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values of snapshots (PROTOCOL 7): framed Avro in canonical form. */
public final class SnapshotChunkCodec {
    /** Size of the largest value in bytes. */
    public static final int MAX_VALUE = SnapshotChunk.MAX_CONTENT + 1024;

    private static final AvroBody<io.tribunal.schemas.avro.SnapshotChunk> CHUNK =
            new AvroBody<>(io.tribunal.schemas.avro.SnapshotChunk.getClassSchema());

    private SnapshotChunkCodec() {}

    /** A framed record value. */
    public static byte[] encode(int schemaId, SnapshotChunk chunk) {
        return WireFormat.frame(
                schemaId,
                CHUNK.encode(new io.tribunal.schemas.avro.SnapshotChunk(
                        AvroValues.digest(chunk.deployment()),
                        chunk.partition(),
                        chunk.businessOffset(),
                        chunk.index(),
                        chunk.count(),
                        AvroValues.buffer(chunk.content()))));
    }

    /**
     * The chunk of a value; empty when the value is not one. Never throws.
     *
     * @param value null for a tombstone
     */
    public static Optional<SnapshotChunk> decode(byte @Nullable [] value) {
        return LogValue.read(
                value,
                true,
                MAX_VALUE,
                bytes -> Optional.of(CHUNK.decode(bytes, WireFormat.HEADER, SnapshotChunkCodec::fromAvro)),
                detail -> Optional.empty());
    }

    private static SnapshotChunk fromAvro(io.tribunal.schemas.avro.SnapshotChunk avro) {
        LogPosition place = new LogPosition(avro.getPartition(), avro.getBusinessOffset());
        return new SnapshotChunk(
                AvroValues.hash(avro.getDeployment()),
                place.partition(),
                place.offset(),
                avro.getIndex(),
                avro.getCount(),
                AvroValues.bytes(avro.getContent()));
    }
}
