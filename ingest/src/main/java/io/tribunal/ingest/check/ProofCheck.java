package io.tribunal.ingest.check;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.signature.MerkleTree;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignedEnvelope;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Checks that an executor has signed a response as its answer to an entry, in a batch that counts (PROTOCOL 5). */
final class ProofCheck {
    private final Trust trust;
    private final SentEntry entry;
    private final VerifiedHeaders headers;
    private final long countedFrom;

    /** @param countedFrom the least {@code processedTo} of a batch that counts */
    ProofCheck(Trust trust, SentEntry entry, VerifiedHeaders headers, long countedFrom) {
        this.trust = trust;
        this.entry = entry;
        this.headers = headers;
        this.countedFrom = countedFrom;
    }

    /**
     * The first flaw, or empty when it is that executor's answer.
     *
     * @param index of the response in its batch, as the verdict names it
     * @param responseHash as the verdict names it
     */
    Optional<String> flaw(ExecutorId executor, int index, Hash responseHash, ResponseProof proof) {
        return flawOfSignature(executor, proof)
                .or(() -> flawOfBatch(proof))
                .or(() -> flawOfResponse(index, responseHash, proof));
    }

    private Optional<String> flawOfSignature(ExecutorId executor, ResponseProof proof) {
        Optional<RegisteredKey> key = trust.executorKey(proof.envelope().keyId(), executor);
        if (key.isEmpty()) {
            return Optional.of("its key is no EXECUTOR key of " + executor);
        }
        if (!proof.envelope().payloadType().equals(PayloadType.RESPONSE_BATCH.mediaType())
                || !headers.isSignedBy(key.get(), proof.envelope())) {
            return Optional.of("the header's signature is not valid");
        }
        if (!proof.header().author().equals(key.get().owner())) {
            return Optional.of("the header names another author");
        }
        return Optional.empty();
    }

    private Optional<String> flawOfBatch(ResponseProof proof) {
        ResponseBatch.Header header = proof.header();
        if (!trust.policy().accepts(fingerprint(proof.envelope()))) {
            return Optional.of("the header's schema is not accepted");
        }
        if (!header.deployment().equals(trust.deployment())) {
            return Optional.of("the header belongs to another deployment");
        }
        if (header.partition() != entry.position().partition()) {
            return Optional.of("the header belongs to another partition");
        }
        if (header.processedTo() < entry.position().offset()) {
            return Optional.of("its batch has not handled the entry");
        }
        if (header.processedTo() < countedFrom) {
            return Optional.of("its batch was signed before the Void at offset " + countedFrom
                    + ", which lets the ballot start anew");
        }
        return Optional.empty();
    }

    /** The schema fingerprint that a single-object-encoded payload names: 8 bytes, little-endian, after the marker. */
    private static long fingerprint(SignedEnvelope envelope) {
        return ByteBuffer.wrap(envelope.payload().array())
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong(2);
    }

    private Optional<String> flawOfResponse(int index, Hash responseHash, ResponseProof proof) {
        ResponseBatch.Header header = proof.header();
        Response response = proof.response();
        if (proof.index() != index
                || !header.root()
                        .equals(MerkleTree.rootOf(
                                ResponseBatch.leaf(proof.encoded()), proof.index(), header.count(), proof.path()))) {
            return Optional.of("the response is not the one of that index under the signed root");
        }
        if (!responseHash.equals(Hash.sha256(proof.encoded().array()))) {
            return Optional.of("the response is not the one whose hash the verdict names");
        }
        if (response.businessOffset() != entry.position().offset()
                || !response.requestHash().equals(entry.valueHash())) {
            return Optional.of("the response answers another request");
        }
        return Optional.empty();
    }
}
