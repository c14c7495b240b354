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
     * offset 0 only. A genesis elsewhere is a {@link BusinessRecord.StrayGenesis}.
     *
     * @param logAppendTime whether the broker set the timestamp
     * @param value null for a record without one
     */
    public static BusinessRecord decode(
            LogPosition position, long appendTime, boolean logAppendTime, byte @Nullable [] value) {
        return position.offset() == 0
                ? decode(position, appendTime, logAppendTime, value, BusinessCodec::firstEntry)
                : decode(position, appendTime, logAppendTime, value, BusinessCodec::laterEntry);
    }

    /**
     * The record at a position of the topic of rules, where genesis may stand at any offset; else as {@link #decode}. The public
     * keys of a genesis are not validated: {@link GenesisKeys} does it once its hash is known to be the deployment.
     */
    public static BusinessRecord decodeRule(
            LogPosition position, long appendTime, boolean logAppendTime, byte @Nullable [] value) {
        return decode(position, appendTime, logAppendTime, value, BusinessCodec::rule);
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
        return entry(envelope(value), PayloadCodec::decodeFirst);
    }

    private static BusinessRecord.Content rule(byte[] value) {
        return entry(envelope(value), PayloadCodec::decodeRule);
    }

    private static BusinessRecord.Content laterEntry(byte[] value) {
        SignedEnvelope envelope = envelope(value);
        return envelope.payloadType().equals(PayloadType.GENESIS.mediaType())
                ? strayGenesis(envelope)
                : entry(envelope, PayloadCodec::decode);
    }

    private static BusinessRecord.Content strayGenesis(SignedEnvelope envelope) {
        return new BusinessRecord.StrayGenesis(
                readable(envelope, PayloadCodec::decodeUnvalidated), () -> readable(envelope, PayloadCodec::decode));
    }

    private static BusinessRecord.Content readable(
            SignedEnvelope envelope, BiFunction<PayloadType, Bytes, Payload> payloads) {
        return LogValue.read(() -> entry(envelope, payloads), BusinessRecord.Unreadable::new);
    }

    private static SignedEnvelope envelope(byte[] value) {
        return EnvelopeLayout.FORMAT.decode(value, WireFormat.HEADER);
    }

    private static BusinessRecord.Content entry(
            SignedEnvelope envelope, BiFunction<PayloadType, Bytes, Payload> payloads) {
        PayloadType type = PayloadType.ofMediaType(envelope.payloadType())
                .orElseThrow(() -> new MalformedRecordException("payloadType unknown"));
        Payload payload = payloads.apply(type, envelope.payload());
        return new BusinessRecord.Entry(envelope, PayloadCodec.fingerprint(payload), payload);
    }
}
