package io.tribunal.schemas.codec;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.identity.Bytes;
import org.jspecify.annotations.Nullable;

/** Deviations as plain Avro. */
public final class DeviationCodec {
    private static final AvroBody<io.tribunal.schemas.avro.Deviation> DEVIATION =
            new AvroBody<>(io.tribunal.schemas.avro.Deviation.getClassSchema());

    public Bytes encode(Deviation deviation) {
        return Bytes.wrap(DEVIATION.encode(DeviationForm.toAvro(deviation)));
    }

    /** A record value: the body behind the schema id of its registered schema, 0 without a registry. */
    public byte[] frame(int schemaId, Deviation deviation) {
        return WireFormat.frame(schemaId, DEVIATION.encode(DeviationForm.toAvro(deviation)));
    }

    /**
     * The deviation of a body.
     *
     * @throws MalformedRecordException when the bytes are not a canonical deviation
     */
    public static Deviation decode(Bytes body) {
        return DEVIATION.decode(body.array(), 0, DeviationForm::fromAvro);
    }

    /** The deviation of a framed record value, whatever its schema id. */
    public static Deviation decodeFramed(byte @Nullable [] value) {
        return decode(WireFormat.requireBody(value));
    }
}
