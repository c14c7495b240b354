package io.tribunal.schemas.codec;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.signature.SignedEnvelope;

/** A signed envelope without a record's framing, as evidence bundles hold it. */
public final class EnvelopeCodec {
    private static final AvroBody<io.tribunal.schemas.avro.SignedEnvelope> ENVELOPE =
            new AvroBody<>(io.tribunal.schemas.avro.SignedEnvelope.getClassSchema());

    private EnvelopeCodec() {}

    public static Bytes encode(SignedEnvelope envelope) {
        return Bytes.wrap(ENVELOPE.encode(EnvelopeForm.toAvro(envelope)));
    }

    /**
     * The envelope of these bytes.
     *
     * @throws MalformedRecordException when they are not the canonical encoding of one
     */
    public static SignedEnvelope decode(Bytes encoded) {
        return ENVELOPE.decode(encoded.array(), 0, EnvelopeForm::fromAvro);
    }
}
