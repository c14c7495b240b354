package io.tribunal.core.log;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.signature.MerkleTree;
import io.tribunal.core.signature.PreAuthEncoding;
import io.tribunal.core.signature.SignedEnvelope;
import java.util.ArrayList;
import java.util.List;

/**
 * A signed header and the responses it covers; an empty batch is a heartbeat (PROTOCOL 3).
 *
 * @param envelope the header as it was signed
 * @param fingerprint CRC-64-AVRO of the schema that the header names
 * @param tree over the responses as they came
 */
public record ResponseBatch(
        SignedEnvelope envelope, long fingerprint, Header header, List<Item> items, MerkleTree tree) {
    public static final String RESPONSE_TYPE = "application/vnd.tribunal.response.v1+avro";

    public ResponseBatch {
        items = List.copyOf(items);
    }

    /** A batch with the tree over its responses, which still has to be compared with the header's root. */
    public static ResponseBatch of(SignedEnvelope envelope, long fingerprint, Header header, List<Item> items) {
        List<Hash> leaves = new ArrayList<>(items.size());
        for (Item item : items) {
            leaves.add(leaf(item.encoded()));
        }
        return new ResponseBatch(envelope, fingerprint, header, items, MerkleTree.of(leaves));
    }

    /**
     * What is signed for all responses of a batch.
     *
     * @param author id of the executor, or of a validator that only sends heartbeats
     * @param processedTo business offset up to which the author has handled everything
     * @param count number of responses
     * @param root Merkle root over {@link #leaf} of each response, in order
     */
    public record Header(Hash deployment, String author, int partition, long processedTo, int count, Hash root) {}

    /**
     * The header as it was signed, apart from the responses.
     *
     * @param fingerprint CRC-64-AVRO of the schema that the header names
     */
    public record SignedHeader(SignedEnvelope envelope, long fingerprint, Header header) {}

    public SignedHeader signedHeader() {
        return new SignedHeader(envelope, fingerprint, header);
    }

    /** A response in a batch whose signature may not be verified yet, with the exact bytes that the root covers. */
    public record Item(Bytes encoded, Response response) {}

    /**
     * A response with the signed header and the path that prove it, independent of the rest of its batch.
     *
     * @param envelope the signed header
     * @param path from the response's leaf to the header's root
     */
    public record Proved(SignedEnvelope envelope, long processedTo, int index, List<Hash> path, Item item) {
        public Proved {
            path = List.copyOf(path);
        }
    }

    public Proved prove(int index) {
        return new Proved(envelope, header.processedTo(), index, tree.path(index), items.get(index));
    }

    public static Hash leaf(Bytes encodedResponse) {
        return PreAuthEncoding.leaf(RESPONSE_TYPE, encodedResponse.array());
    }
}
