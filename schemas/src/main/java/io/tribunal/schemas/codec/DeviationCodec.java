package io.tribunal.schemas.codec;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.identity.Bytes;

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
     * The way back.
     *
     * @throws IllegalArgumentException for what is no canonical deviation
     */
    public static Deviation decode(Bytes body) {
        return DeviationForm.fromAvro(DEVIATION.decode(body.array(), 0));
    }

    /** The deviation of a framed record value, whatever its schema id. */
    public static Deviation decodeFramed(byte[] value) {
        WireFormat.requireFramed(value);
        return decode(WireFormat.body(value).orElseThrow());
    }
}
