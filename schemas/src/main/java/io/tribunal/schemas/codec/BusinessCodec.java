package io.tribunal.schemas.codec;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.policy.Limits;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignedEnvelope;
import org.jspecify.annotations.Nullable;

/** Values of business-log: framed signed envelopes (PROTOCOL 1, 2). */
public final class BusinessCodec {
    private BusinessCodec() {}

    public static byte[] encode(int schemaId, SignedEnvelope envelope) {
        return WireFormat.frame(schemaId, EnvelopeLayout.FORMAT, envelope);
    }

    /**
     * The record at a position, readable or not; never throws.
     *
     * @param logAppendTime whether the broker set the timestamp
     * @param value null for a record without one
     */
    public static BusinessRecord decode(
            LogPosition position, long appendTime, boolean logAppendTime, byte @Nullable [] value) {
        Hash valueHash = LogValue.hash(value);
        BusinessRecord.Content content = LogValue.read(
                value, logAppendTime, Limits.MAX_ENTRY, BusinessCodec::entry, BusinessRecord.Unreadable::new);
        return new BusinessRecord(position, appendTime, valueHash, content);
    }

    private static BusinessRecord.Content entry(byte[] value) {
        SignedEnvelope envelope = EnvelopeLayout.FORMAT.decode(value, WireFormat.HEADER);
        PayloadType type = PayloadType.ofMediaType(envelope.payloadType())
                .orElseThrow(() -> new MalformedRecordException("payloadType unknown"));
        return new BusinessRecord.Entry(
                envelope, PayloadCodec.fingerprint(type), PayloadCodec.decode(type, envelope.payload()));
    }
}
