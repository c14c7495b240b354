package io.tribunal.lab.hostile;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.core.signature.MerkleTree;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.core.signature.Signer;
import io.tribunal.core.state.StateDigest;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.codec.ResponseCodec;
import java.util.List;

/** Batches of responses with any content. */
final class Responses {
    private Responses() {}

    /** A batch of an author, signed with any key. */
    record Batch(
            Hash deployment, String author, Signer key, int partition, long processedTo, List<Response> responses) {
        Batch {
            responses = List.copyOf(responses);
        }

        List<Bytes> encoded() {
            return responses.stream().map(PayloadCodec::encodeResponse).toList();
        }

        Hash root() {
            return MerkleTree.of(encoded().stream().map(ResponseBatch::leaf).toList())
                    .root();
        }

        SignedEnvelope header(int count, Hash root) {
            ResponseBatch.Header header =
                    new ResponseBatch.Header(deployment, author, partition, processedTo, count, root);
            return Forgery.signed(
                    key,
                    PayloadType.RESPONSE_BATCH,
                    PayloadCodec.encodeHeader(header).array());
        }

        SignedEnvelope header() {
            return header(responses.size(), root());
        }

        byte[] value() {
            return value(header());
        }

        byte[] value(SignedEnvelope header) {
            return ResponseCodec.encode(0, header, encoded());
        }
    }

    /** A well-formed response with an invented output. */
    static Response invented(long offset, Hash requestHash) {
        return answer(offset, requestHash, "{\"invented\":true}");
    }

    static Response answer(long offset, Hash requestHash, String output) {
        Hash before = Hash.sha256(new byte[] {7});
        return response(offset, requestHash, before, before, output, List.of());
    }

    /** A response whose writes lead to another state than it claims. */
    static Response inconsistent(long offset, Hash requestHash) {
        Hash before = Hash.sha256(new byte[] {7});
        List<Write> written = List.of(Write.put(Bytes.utf8("key"), Bytes.utf8("value")));
        List<Write> told = List.of(Write.put(Bytes.utf8("key"), Bytes.utf8("other")));
        return response(offset, requestHash, before, StateDigest.next(before, written), "{}", told);
    }

    private static Response response(
            long offset, Hash requestHash, Hash before, Hash after, String output, List<Write> writes) {
        return new Response(
                offset,
                requestHash,
                before.bytes(),
                after.bytes(),
                Bytes.EMPTY,
                Status.OK,
                Normalizer.JSON,
                Bytes.utf8(output),
                writes);
    }
}
