package io.tribunal.audit.check;

import static io.tribunal.audit.check.RefutedException.require;

import io.tribunal.audit.bundle.EvidenceBundle.ResponseEvidence;
import io.tribunal.audit.check.AdmissionReplay.Admitted;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.signature.EnvelopeVerifier;
import io.tribunal.core.signature.MerkleTree;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.schemas.codec.EnvelopeCodec;
import io.tribunal.schemas.codec.MalformedRecordException;
import io.tribunal.schemas.codec.PayloadCodec;
import java.util.Optional;

/**
 * Verifies who gave a response to which request (PROTOCOL 2, 3). A key counts when it was in force at the request or
 * came into force later, up to the decision: only the complete logs show which of these was in force when the batch was
 * decoded.
 */
final class ResponseVerifier {
    private final AdmissionReplay replay;
    private final EnvelopeVerifier envelopes;

    ResponseVerifier(AdmissionReplay replay, SignatureVerifier signatures) {
        this.replay = replay;
        this.envelopes = new EnvelopeVerifier(signatures);
    }

    /** A header and a response, decoded but not verified. */
    private record Decoded(SignedEnvelope envelope, ResponseBatch.Header header, Response response) {}

    /** @throws RefutedException for the first check that fails */
    VerifiedResponse verify(ResponseEvidence evidence, Admitted request) {
        String where = "response " + evidence.offset() + "#" + evidence.index() + " to "
                + request.record().offset();
        Decoded decoded = decode(evidence, where);
        ExecutorId executor = signer(decoded, request, where);
        require(
                isInPlace(decoded, request),
                FailureReason.RESPONSE_PLACE,
                where + ": it is of another deployment, partition or request");
        require(
                isInTree(evidence, decoded.header()),
                FailureReason.RESPONSE_PROOF,
                where + ": its Merkle path does not lead to the signed root");
        require(
                request.chain().membership().active().contains(executor),
                FailureReason.ELECTORATE,
                where + ": " + executor + " was not in the electorate");
        ResponseBatch.Item item = new ResponseBatch.Item(evidence.response(), decoded.response());
        ResponseBatch.Proved proved = new ResponseBatch.Proved(
                decoded.envelope(), decoded.header().processedTo(), evidence.index(), evidence.path(), item);
        return new VerifiedResponse(executor, proved, evidence.offset(), evidence.appendTime());
    }

    private static Decoded decode(ResponseEvidence evidence, String where) {
        try {
            SignedEnvelope envelope = EnvelopeCodec.decode(evidence.header());
            return new Decoded(
                    envelope,
                    PayloadCodec.decodeHeader(envelope.payload()),
                    PayloadCodec.decodeResponse(evidence.response()));
        } catch (MalformedRecordException e) {
            throw new RefutedException(FailureReason.RESPONSE, where + ": " + e.getMessage());
        }
    }

    private ExecutorId signer(Decoded decoded, Admitted request, String where) {
        RegisteredKey key = key(decoded, request)
                .orElseThrow(() -> new RefutedException(
                        FailureReason.RESPONSE_KEY,
                        where + ": " + decoded.envelope().keyId()
                                + " is not a key of the executor that the header names"));
        require(
                decoded.envelope().payloadType().equals(PayloadType.RESPONSE_BATCH.mediaType())
                        && envelopes.isSignedBy(key, decoded.envelope()),
                FailureReason.RESPONSE_SIGNATURE,
                where + ": the header is not signed by " + key.owner());
        return new ExecutorId(key.owner());
    }

    private Optional<RegisteredKey> key(Decoded decoded, Admitted request) {
        return replay.chainsFrom(request.record().offset()).stream()
                .flatMap(chain -> chain.registry().findNamed(decoded.envelope().keyId()).stream())
                .filter(key -> key.role() == Role.EXECUTOR)
                .filter(key -> key.owner().equals(decoded.header().author()))
                .filter(key -> replay.genesis().executors().contains(new ExecutorId(key.owner())))
                .findFirst();
    }

    private static boolean isInTree(ResponseEvidence evidence, ResponseBatch.Header header) {
        return header.root()
                .equals(MerkleTree.rootOf(
                        ResponseBatch.leaf(evidence.response()), evidence.index(), header.count(), evidence.path()));
    }

    private boolean isInPlace(Decoded decoded, Admitted request) {
        return decoded.header().deployment().equals(replay.deployment())
                && decoded.header().partition() == replay.partition()
                && decoded.response().businessOffset() == request.record().offset()
                && decoded.header().processedTo() >= decoded.response().businessOffset();
    }
}
