package io.tribunal.schemas.codec;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Payload;
import io.tribunal.core.policy.Limits;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignedEnvelope;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values of business-log: framed signed envelopes (PROTOCOL 1, 2). */
public final class BusinessCodec {
    private BusinessCodec() {}

    public static byte[] encode(int schemaId, SignedEnvelope envelope) {
        return WireFormat.frame(schemaId, EnvelopeLayout.FORMAT, envelope);
    }

    /**
     * The record at a position of business-log, readable or not; never throws. The genesis of rules version 2 or later is read at
     * offset 0 only.
     *
     * @param logAppendTime whether the broker set the timestamp
     * @param value null for a record without one
     */
    public static BusinessRecord decode(
            LogPosition position, long appendTime, boolean logAppendTime, byte @Nullable [] value) {
        return position.offset() == 0
                ? decodeRule(position, appendTime, logAppendTime, value)
                : decode(position, appendTime, logAppendTime, value, BusinessCodec::laterEntry);
    }

    /** The record at a position of the topic of rules, where genesis may stand at any offset; else as {@link #decode}. */
    public static BusinessRecord decodeRule(
            LogPosition position, long appendTime, boolean logAppendTime, byte @Nullable [] value) {
        return decode(position, appendTime, logAppendTime, value, BusinessCodec::firstEntry);
    }

    private static BusinessRecord decode(
            LogPosition position,
            long appendTime,
            boolean logAppendTime,
            byte @Nullable [] value,
            Function<byte[], BusinessRecord.Content> entry) {
        BusinessRecord.Content content =
                LogValue.read(value, logAppendTime, Limits.MAX_ENTRY, entry, BusinessRecord.Unreadable::new);
        return new BusinessRecord(position, appendTime, LogValue.hash(value), content);
    }

    private static BusinessRecord.Content firstEntry(byte[] value) {
        return entry(value, PayloadCodec::decodeFirst);
    }

    private static BusinessRecord.Content laterEntry(byte[] value) {
        return entry(value, PayloadCodec::decode);
    }

    private static BusinessRecord.Content entry(byte[] value, BiFunction<PayloadType, Bytes, Payload> payloads) {
        SignedEnvelope envelope = EnvelopeLayout.FORMAT.decode(value, WireFormat.HEADER);
        PayloadType type = PayloadType.ofMediaType(envelope.payloadType())
                .orElseThrow(() -> new MalformedRecordException("payloadType unknown"));
        Payload payload = payloads.apply(type, envelope.payload());
        return new BusinessRecord.Entry(envelope, PayloadCodec.fingerprint(payload), payload);
    }
}
