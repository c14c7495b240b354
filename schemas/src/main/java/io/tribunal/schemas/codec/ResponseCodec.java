package io.tribunal.schemas.codec;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.policy.Limits;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.schemas.avro.ResponseLogEntry;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of response-log: a framed signed header and the responses that its root covers (PROTOCOL 3). */
public final class ResponseCodec {
    private static final AvroBody<ResponseLogEntry> ENTRY = new AvroBody<>(ResponseLogEntry.getClassSchema());

    private ResponseCodec() {}

    /**
     * A framed record value.
     *
     * @param responses encoded by {@link PayloadCodec#encodeResponse}, in the order of the header's root
     */
    public static byte[] encode(int schemaId, SignedEnvelope header, List<Bytes> responses) {
        List<ByteBuffer> bodies = responses.stream().map(AvroValues::buffer).toList();
        return WireFormat.frame(schemaId, ENTRY.encode(new ResponseLogEntry(EnvelopeForm.toAvro(header), bodies)));
    }

    /**
     * The record at a position, readable or not; never throws. A readable batch has as many responses as its header
     * says, within the limits, ascending, and with the header's root. Does not check the signature.
     */
    public static ResponseRecord decode(
            LogPosition position, long appendTime, boolean logAppendTime, byte @Nullable [] value) {
        long time = logAppendTime ? appendTime : 0;
        Hash valueHash = LogValue.hash(value);
        return LogValue.read(
                value,
                logAppendTime,
                Limits.MAX_RESPONSE_RECORD,
                bytes -> ResponseRecord.readable(position, time, valueHash, batch(bytes)),
                detail -> ResponseRecord.unreadable(position, time, valueHash, detail));
    }

    private static ResponseBatch batch(byte[] value) {
        ResponseLogEntry entry = ENTRY.decode(value, WireFormat.HEADER);
        SignedEnvelope envelope = EnvelopeForm.fromAvro(entry.getHeader());
        AvroValues.require(
                envelope.payloadType().equals(PayloadType.RESPONSE_BATCH.mediaType()),
                "payloadType is not that of a response batch");
        ResponseBatch.Header header = PayloadCodec.decodeHeader(envelope.payload());
        List<Bytes> responses =
                entry.getResponses().stream().map(AvroValues::bytes).toList();
        requireWithinLimits(header, responses);
        List<ResponseBatch.Item> items = responses.stream()
                .map(encoded -> new ResponseBatch.Item(encoded, PayloadCodec.decodeResponse(encoded)))
                .toList();
        requireAscending(items);
        ResponseBatch batch =
                ResponseBatch.of(envelope, PayloadCodec.fingerprint(PayloadType.RESPONSE_BATCH), header, items);
        AvroValues.require(batch.tree().root().equals(header.root()), "root does not cover the responses");
        requireHandled(header, items);
        return batch;
    }

    private static void requireWithinLimits(ResponseBatch.Header header, List<Bytes> responses) {
        AvroValues.require(
                responses.size() == header.count(),
                responses.size() + " responses where the header counts " + header.count());
        AvroValues.require(
                responses.size() <= Limits.MAX_RESPONSES, "more than " + Limits.MAX_RESPONSES + " responses");
        int total = responses.stream().mapToInt(Bytes::length).sum();
        AvroValues.require(
                total <= Limits.MAX_RESPONSE_BYTES, "more than " + Limits.MAX_RESPONSE_BYTES + " bytes of responses");
    }

    /** An executor that answers an entry has processed it, so an answer beyond processedTo contradicts the header. */
    private static void requireHandled(ResponseBatch.Header header, List<ResponseBatch.Item> items) {
        AvroValues.require(
                items.isEmpty() || items.getLast().response().businessOffset() <= header.processedTo(),
                "answers an entry beyond processedTo");
    }

    private static void requireAscending(List<ResponseBatch.Item> items) {
        for (int i = 1; i < items.size(); i++) {
            long previous = items.get(i - 1).response().businessOffset();
            long next = items.get(i).response().businessOffset();
            AvroValues.require(previous < next, "business offsets not ascending at " + i);
        }
    }
}
