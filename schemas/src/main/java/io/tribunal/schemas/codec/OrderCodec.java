package io.tribunal.schemas.codec;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.OrderRecord;
import io.tribunal.core.policy.Limits;
import io.tribunal.schemas.avro.OrderEntry;
import org.jspecify.annotations.Nullable;

/** Values of isolation-endorsements (PROTOCOL 8): framed Avro in canonical form. */
public final class OrderCodec {
    /** Bytes that a certificate and an envelope may add. */
    private static final int CERTIFICATE_ROOM = 64 << 10;
    /** Bytes of the largest value: what is decided fits into a control entry with its certificate, or nobody could obey it. */
    public static final int MAX_VALUE = Limits.MAX_ENTRY - CERTIFICATE_ROOM;

    private static final AvroBody<OrderEntry> ENTRY = new AvroBody<>(OrderEntry.getClassSchema());

    private OrderCodec() {}

    /**
     * A framed record value.
     *
     * @throws MalformedRecordException for what no reader would take, such as content that was made for another deployment
     */
    public static byte[] encode(int schemaId, Hash deployment, OrderRecord.Content content) {
        byte[] value = WireFormat.frame(schemaId, ENTRY.encode(OrderForm.toAvro(deployment, content)));
        AvroValues.require(value.length <= MAX_VALUE, value.length + " bytes, " + MAX_VALUE + " are allowed");
        return value;
    }

    /**
     * Whatever stands at the offset, readable or not; never an exception. No signature is checked.
     *
     * @param logAppendTime whether the broker stamped the record itself
     * @param value null for a record without one
     */
    public static OrderRecord decode(long offset, boolean logAppendTime, byte @Nullable [] value) {
        OrderRecord.Content content = LogValue.read(
                value,
                logAppendTime,
                MAX_VALUE,
                bytes -> ENTRY.decode(bytes, WireFormat.HEADER, OrderForm::fromAvro),
                OrderRecord.Unreadable::new);
        return new OrderRecord(offset, content);
    }
}
