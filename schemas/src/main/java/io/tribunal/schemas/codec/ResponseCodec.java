package io.tribunal.schemas.codec;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.ResponseBatch.SignedHeader;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.log.ResponseRecord.Opened;
import io.tribunal.core.policy.Limits;
import io.tribunal.core.signature.MerkleTree;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignedEnvelope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of response-log: a framed signed header and the responses that its root covers (PROTOCOL 3). */
public final class ResponseCodec {
    private ResponseCodec() {}

    /**
     * A framed record value.
     *
     * @param responses encoded by {@link PayloadCodec#encodeResponse}, in the order of the header's root
     */
    public static byte[] encode(int schemaId, SignedEnvelope header, List<Bytes> responses) {
        return WireFormat.frame(schemaId, ResponseBatchLayout.ENTRY, new ResponseBatchLayout.Entry(header, responses));
    }

    /**
     * The record at a position, readable or not; never throws. A readable batch has as many responses as its header
     * says, within the limits, ascending, and with the header's root; all but the first two is checked when the responses
     * are asked for. Does not check the signature.
     */
    public static ResponseRecord decode(
            LogPosition position, long appendTime, boolean logAppendTime, byte @Nullable [] value) {
        long time = logAppendTime ? appendTime : 0;
        Hash valueHash = LogValue.hash(value);
        return LogValue.read(
                value,
                logAppendTime,
                Limits.MAX_RESPONSE_RECORD,
                bytes -> headed(position, time, valueHash, bytes),
                detail -> ResponseRecord.unreadable(position, time, valueHash, detail));
    }

    private static ResponseRecord headed(LogPosition position, long time, Hash valueHash, byte[] value) {
        ResponseBatchLayout.Entry entry = ResponseBatchLayout.ENTRY.decode(value, WireFormat.HEADER);
        SignedEnvelope envelope = entry.header();
        AvroValues.require(
                envelope.payloadType().equals(PayloadType.RESPONSE_BATCH.mediaType()),
                "payloadType is not that of a response batch");
        ResponseBatch.Header header = PayloadCodec.decodeHeader(envelope.payload());
        requireWithinLimits(header, entry.responses());
        SignedHeader signed = new SignedHeader(envelope, ResponseBatchLayout.HEADER.fingerprint(), header);
        return ResponseRecord.headed(position, time, valueHash, signed, () -> open(signed, entry.responses()));
    }

    private static Opened open(SignedHeader signed, List<Bytes> responses) {
        return LogValue.read(() -> Opened.readable(batch(signed, responses)), Opened::unreadable);
    }

    /** Hashes before it decodes: what the signed root does not cover may be anybody's. */
    private static ResponseBatch batch(SignedHeader signed, List<Bytes> responses) {
        MerkleTree tree = MerkleTree.of(leaves(responses));
        AvroValues.require(tree.root().equals(signed.header().root()), "root does not cover the responses");
        List<ResponseBatch.Item> items = items(responses);
        requireAscending(items);
        requireHandled(signed.header(), items);
        return new ResponseBatch(signed.envelope(), signed.fingerprint(), signed.header(), items, tree);
    }

    private static List<Hash> leaves(List<Bytes> responses) {
        List<Hash> leaves = new ArrayList<>(responses.size());
        for (Bytes encoded : responses) {
            leaves.add(ResponseBatch.leaf(encoded));
        }
        return leaves;
    }

    private static List<ResponseBatch.Item> items(List<Bytes> responses) {
        List<ResponseBatch.Item> items = new ArrayList<>(responses.size());
        for (Bytes encoded : responses) {
            items.add(new ResponseBatch.Item(encoded, PayloadCodec.decodeResponse(encoded)));
        }
        return items;
    }

    private static void requireWithinLimits(ResponseBatch.Header header, List<Bytes> responses) {
        if (responses.size() != header.count()) {
            throw new MalformedRecordException(
                    responses.size() + " responses where the header counts " + header.count());
        }
        AvroValues.require(
                bytesOf(responses) <= Limits.MAX_RESPONSE_BYTES,
                "more than " + Limits.MAX_RESPONSE_BYTES + " bytes of responses");
    }

    private static int bytesOf(List<Bytes> responses) {
        int total = 0;
        for (Bytes response : responses) {
            total += response.length();
        }
        return total;
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
            if (previous >= next) {
                throw new MalformedRecordException("business offsets not ascending at " + i);
            }
        }
    }
}
