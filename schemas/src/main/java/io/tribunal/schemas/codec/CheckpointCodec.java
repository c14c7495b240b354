package io.tribunal.schemas.codec;

import io.tribunal.core.recovery.Checkpoint;
import io.tribunal.core.recovery.SignedCheckpoint;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values of checkpoints (PROTOCOL 7): framed Avro in canonical form. Signatures cover core's own encoding, not these
 * bytes.
 */
public final class CheckpointCodec {
    /** Size of the largest value in bytes. */
    public static final int MAX_VALUE = 1024;

    private static final AvroBody<io.tribunal.schemas.avro.Checkpoint> CHECKPOINT =
            new AvroBody<>(io.tribunal.schemas.avro.Checkpoint.getClassSchema());

    private CheckpointCodec() {}

    /** A framed record value. */
    public static byte[] encode(int schemaId, SignedCheckpoint signed) {
        Checkpoint checkpoint = signed.checkpoint();
        return WireFormat.frame(
                schemaId,
                CHECKPOINT.encode(new io.tribunal.schemas.avro.Checkpoint(
                        AvroValues.digest(checkpoint.deployment()),
                        checkpoint.partition(),
                        checkpoint.businessOffset(),
                        AvroValues.digest(checkpoint.postState()),
                        AvroValues.digest(checkpoint.stateRoot()),
                        AvroValues.digest(checkpoint.contextRoot()),
                        SignatureForm.toAvro(signed.signature()))));
    }

    /**
     * The checkpoint of a value; empty when it cannot be read. Never throws. Does not check the signature.
     *
     * @param logAppendTime whether the broker set the timestamp
     * @param value null for a record without one
     */
    public static Optional<SignedCheckpoint> decode(boolean logAppendTime, byte @Nullable [] value) {
        return LogValue.read(
                value,
                logAppendTime,
                MAX_VALUE,
                bytes -> Optional.of(CHECKPOINT.decode(bytes, WireFormat.HEADER, CheckpointCodec::fromAvro)),
                detail -> Optional.empty());
    }

    private static SignedCheckpoint fromAvro(io.tribunal.schemas.avro.Checkpoint avro) {
        Checkpoint checkpoint = new Checkpoint(
                AvroValues.hash(avro.getDeployment()),
                avro.getPartition(),
                avro.getBusinessOffset(),
                AvroValues.hash(avro.getPostState()),
                AvroValues.hash(avro.getStateRoot()),
                AvroValues.hash(avro.getContextRoot()));
        return new SignedCheckpoint(checkpoint, SignatureForm.fromAvro(avro.getSignature()));
    }
}
