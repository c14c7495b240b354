package io.tribunal.core.signature;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes signed envelopes: one signature a payload, or one for a whole batch (PROTOCOL 2). */
public final class EnvelopeSigner {
    private final Signer signer;

    public EnvelopeSigner(Signer signer) {
        this.signer = signer;
    }

    public SignedEnvelope sign(PayloadType type, Bytes payload) {
        byte[] message = PreAuthEncoding.encode(type.mediaType(), payload.array());
        return envelope(type, payload, signer.sign(message), Optional.empty());
    }

    /** One envelope a payload, in the same order, under a single signature over their Merkle root. */
    public List<SignedEnvelope> signBatch(PayloadType type, List<Bytes> payloads) {
        if (payloads.size() == 1) {
            return List.of(sign(type, payloads.get(0)));
        }
        List<Hash> leaves = new ArrayList<>(payloads.size());
        for (Bytes payload : payloads) {
            leaves.add(PreAuthEncoding.leaf(type.mediaType(), payload.array()));
        }
        MerkleTree tree = MerkleTree.of(leaves);
        byte[] signature = signer.sign(EnvelopeVerifier.batchRootMessage(tree.size(), tree.root()));
        List<SignedEnvelope> envelopes = new ArrayList<>(payloads.size());
        for (int i = 0; i < payloads.size(); i++) {
            BatchProof proof = new BatchProof(i, tree.size(), tree.path(i));
            envelopes.add(envelope(type, payloads.get(i), signature, Optional.of(proof)));
        }
        return envelopes;
    }

    private SignedEnvelope envelope(PayloadType type, Bytes payload, byte[] signature, Optional<BatchProof> proof) {
        return new SignedEnvelope(type.mediaType(), payload, signer.keyId().value(), Bytes.wrap(signature), proof);
    }
}
