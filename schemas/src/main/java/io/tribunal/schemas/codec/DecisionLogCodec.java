package io.tribunal.schemas.codec;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.core.policy.Limits;
import io.tribunal.schemas.avro.OrderEntry;
import org.jspecify.annotations.Nullable;

/** Values of isolation-endorsements (PROTOCOL 8): framed Avro in canonical form. */
public final class DecisionLogCodec {
    /** Bytes that a certificate and an envelope may add. */
    private static final int CERTIFICATE_ROOM = 64 << 10;
    /** Bytes of the largest value: what is decided fits into a control entry with its certificate, or nobody could obey it. */
    public static final int MAX_VALUE = Limits.MAX_ENTRY - CERTIFICATE_ROOM;

    private static final AvroBody<OrderEntry> ENTRY = new AvroBody<>(OrderEntry.getClassSchema());

    private DecisionLogCodec() {}

    /**
     * A framed record value.
     *
     * @throws MalformedRecordException for what no reader would take, such as content that was made for another deployment
     */
    public static byte[] encode(int schemaId, Hash deployment, DecisionLogRecord.Content content) {
        byte[] value = WireFormat.frame(schemaId, ENTRY.encode(DecisionLogForm.toAvro(deployment, content)));
        AvroValues.require(value.length <= MAX_VALUE, value.length + " bytes, " + MAX_VALUE + " are allowed");
        return value;
    }

    /**
     * Whatever stands at the offset, readable or not; never an exception. No signature is checked.
     *
     * @param logAppendTime whether the broker stamped the record itself
     * @param value null for a record without one
     */
    public static DecisionLogRecord decode(long offset, boolean logAppendTime, byte @Nullable [] value) {
        DecisionLogRecord.Content content = LogValue.read(
                value,
                logAppendTime,
                MAX_VALUE,
                bytes -> ENTRY.decode(bytes, WireFormat.HEADER, DecisionLogForm::fromAvro),
                DecisionLogRecord.Unreadable::new);
        return new DecisionLogRecord(offset, content);
    }
}
