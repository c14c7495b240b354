package io.tribunal.worker.response;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.signature.MerkleTree;
import io.tribunal.schemas.codec.ResponseCodec;
import io.tribunal.worker.ExecutorSigner;
import io.tribunal.worker.UnsignedException;
import java.util.ArrayList;
import java.util.List;

/** Encodes batches as response-log values with one signature each, over a header with the Merkle root of the answers. */
public final class BatchSigner {
    private final Hash deployment;
    private final ExecutorId executor;
    private final ExecutorSigner signer;
    private final int schemaId;

    public BatchSigner(Hash deployment, ExecutorId executor, ExecutorSigner signer, int schemaId) {
        this.deployment = deployment;
        this.executor = executor;
        this.signer = signer;
        this.schemaId = schemaId;
    }

    public byte[] sign(int partition, AnswerBatch batch) {
        List<Bytes> responses = new ArrayList<>(batch.items().size());
        for (ResponseBatch.Item item : batch.items()) {
            responses.add(item.encoded());
        }
        return sign(partition, batch.processedTo(), responses);
    }

    /**
     * A signed response-log value.
     *
     * @param processedTo business offset up to which every record is handled
     * @param responses single-object encoded, ascending by business offset
     * @throws UnsignedException when the holder of the key did not sign
     */
    public byte[] sign(int partition, long processedTo, List<Bytes> responses) {
        List<Hash> leaves = new ArrayList<>(responses.size());
        for (Bytes response : responses) {
            leaves.add(ResponseBatch.leaf(response));
        }
        Hash root = MerkleTree.of(leaves).root();
        ResponseBatch.Header header =
                new ResponseBatch.Header(deployment, executor.value(), partition, processedTo, responses.size(), root);
        return ResponseCodec.encode(schemaId, signer.header(header), responses);
    }
}
