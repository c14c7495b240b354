package io.tribunal.simulation;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.MerkleTree;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.codec.ResponseCodec;
import java.util.List;

/**
 * Writes response-log values of one author.
 *
 * @param signer name of the key that signs; the author's own except in forgeries
 */
public record BatchWriter(Hash deployment, String author, String signer, int partition) {
    public BatchWriter(SimDeployment deployment, String author, int partition) {
        this(deployment.hash(), author, author, partition);
    }

    /** A batch; without responses it is a heartbeat. */
    public byte[] write(long processedTo, List<Response> responses) {
        List<Bytes> encoded =
                responses.stream().map(PayloadCodec::encodeResponse).toList();
        Hash root = MerkleTree.of(encoded.stream().map(ResponseBatch::leaf).toList())
                .root();
        return write(
                new ResponseBatch.Header(deployment, author, partition, processedTo, encoded.size(), root), encoded);
    }

    /** A signed header with any responses, which need not match it. */
    public byte[] write(ResponseBatch.Header header, List<Bytes> responses) {
        EnvelopeSigner envelopes = new EnvelopeSigner(SimKeys.signer(signer));
        return ResponseCodec.encode(
                0, envelopes.sign(PayloadType.RESPONSE_BATCH, PayloadCodec.encodeHeader(header)), responses);
    }
}
