package io.tribunal.audit.check;

import static io.tribunal.audit.check.RefutedException.require;

import io.tribunal.audit.bundle.EvidenceBundle.LoggedAnswer;
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
 * Proves who gave a response to which request (PROTOCOL 2, 3). A key counts that was in force at the request or came into
 * force later, up to the decision: which of them was in force when the batch was read, only the whole logs can show.
 */
final class ResponseVerifier {
    private final AdmissionReplay proceedings;
    private final EnvelopeVerifier envelopes;

    ResponseVerifier(AdmissionReplay proceedings, SignatureVerifier signatures) {
        this.proceedings = proceedings;
        this.envelopes = new EnvelopeVerifier(signatures);
    }

    /** A header and a response, decoded only. */
    private record Read(SignedEnvelope envelope, ResponseBatch.Header header, Response response) {}

    /** @throws RefutedException when it is not proved */
    VerifiedResponse witness(LoggedAnswer answer, Admitted request) {
        String where = "response " + answer.offset() + "#" + answer.index() + " to "
                + request.record().offset();
        Read read = read(answer, where);
        RegisteredKey key = key(read, request)
                .orElseThrow(() -> new RefutedException(
                        FailureReason.RESPONSE_KEY, where + ": " + read.envelope().keyId() + " is no such key"));
        require(
                read.envelope().payloadType().equals(PayloadType.RESPONSE_BATCH.mediaType())
                        && envelopes.isSignedBy(key, read.envelope()),
                FailureReason.RESPONSE_SIGNATURE,
                where + ": the header is not signed by " + key.owner());
        require(isInPlace(read, request), FailureReason.RESPONSE_PLACE, where + ": given elsewhere");
        require(
                read.header()
                        .root()
                        .equals(MerkleTree.rootOf(
                                ResponseBatch.leaf(answer.response()),
                                answer.index(),
                                read.header().count(),
                                answer.path())),
                FailureReason.RESPONSE_PROOF,
                where + ": not under the signed root");
        ExecutorId executor = new ExecutorId(key.owner());
        require(
                request.chain().membership().active().contains(executor),
                FailureReason.ELECTORATE,
                where + ": " + executor + " had no vote");
        ResponseBatch.Item item = new ResponseBatch.Item(answer.response(), read.response());
        ResponseBatch.Proved proved = new ResponseBatch.Proved(
                read.envelope(), read.header().processedTo(), answer.index(), answer.path(), item);
        return new VerifiedResponse(executor, proved, answer.offset(), answer.appendTime());
    }

    private static Read read(LoggedAnswer answer, String where) {
        try {
            SignedEnvelope envelope = EnvelopeCodec.decode(answer.header());
            return new Read(
                    envelope,
                    PayloadCodec.decodeHeader(envelope.payload()),
                    PayloadCodec.decodeResponse(answer.response()));
        } catch (MalformedRecordException e) {
            throw new RefutedException(FailureReason.RESPONSE, where + ": " + e.getMessage());
        }
    }

    private Optional<RegisteredKey> key(Read read, Admitted request) {
        return proceedings.chainsFrom(request.record().offset()).stream()
                .flatMap(chain -> chain.registry().findNamed(read.envelope().keyId()).stream())
                .filter(key -> key.role() == Role.EXECUTOR)
                .filter(key -> key.owner().equals(read.header().author()))
                .filter(key -> proceedings.genesis().executors().contains(new ExecutorId(key.owner())))
                .findFirst();
    }

    private boolean isInPlace(Read read, Admitted request) {
        return read.header().deployment().equals(proceedings.deployment())
                && read.header().partition() == proceedings.partition()
                && read.response().businessOffset() == request.record().offset()
                && read.header().processedTo() >= read.response().businessOffset();
    }
}
