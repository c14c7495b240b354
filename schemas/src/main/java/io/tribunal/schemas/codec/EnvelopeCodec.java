package io.tribunal.schemas.codec;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.signature.SignedEnvelope;

/** A signed envelope without a record's framing, as evidence bundles hold it. */
public final class EnvelopeCodec {
    private EnvelopeCodec() {}

    public static Bytes encode(SignedEnvelope envelope) {
        return Bytes.wrap(EnvelopeLayout.FORMAT.encode(envelope));
    }

    /**
     * The envelope of these bytes.
     *
     * @throws MalformedRecordException when they are not the canonical encoding of one
     */
    public static SignedEnvelope decode(Bytes encoded) {
        return EnvelopeLayout.FORMAT.decode(encoded.array(), 0);
    }
}
