package io.tribunal.schemas.codec;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.core.policy.Limits;
import io.tribunal.schemas.avro.OrderEntry;
import org.jspecify.annotations.Nullable;

/** Values of isolation-endorsements (PROTOCOL 8): framed Avro in canonical form. */
public final class DecisionLogCodec {
    /** Bytes that a certificate and an envelope can add. */
    private static final int CERTIFICATE_ROOM = 64 << 10;
    /** Size of the largest value in bytes. A decision must fit into a control entry together with its certificate. */
    public static final int MAX_VALUE = Limits.MAX_ENTRY - CERTIFICATE_ROOM;

    private static final AvroBody<OrderEntry> ENTRY = new AvroBody<>(OrderEntry.getClassSchema());

    private DecisionLogCodec() {}

    /**
     * A framed record value.
     *
     * @throws MalformedRecordException for a value that no reader accepts, such as content made for another deployment
     */
    public static byte[] encode(int schemaId, Hash deployment, DecisionLogRecord.Content content) {
        byte[] value = WireFormat.frame(schemaId, ENTRY.encode(DecisionLogForm.toAvro(deployment, content)));
        AvroValues.require(value.length <= MAX_VALUE, value.length + " bytes, " + MAX_VALUE + " are allowed");
        return value;
    }

    /**
     * The record at an offset, readable or not; never throws. Does not check signatures.
     *
     * @param logAppendTime whether the broker set the timestamp
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
