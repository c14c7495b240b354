package io.tribunal.lab.hostile;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.Status;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.core.normalize.VoteDigest;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.ingest.check.VerdictCheckResult.Refutation;
import io.tribunal.schemas.codec.VerdictCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Verdicts that a faulty voter may publish about an entry. */
record ForgedVerdicts(LogPosition position, Hash request) {
    private static final Bytes OUTPUT = Bytes.utf8("{\"account\":\"mallory\",\"balance\":\"1000000\"}");
    private static final List<ExecutorId> NON_MEMBERS =
            List.of(new ExecutorId("m1"), new ExecutorId("m2"), new ExecutorId("m3"));
    private static final List<ExecutorId> MEMBERS =
            List.of(new ExecutorId("e1"), new ExecutorId("e2"), new ExecutorId("e3"));

    /** Values that do not decode as verdicts; one of them has a single invalid byte. */
    List<byte[]> unreadable() {
        byte[] good = agreedBy(NON_MEMBERS, Optional.empty());
        byte[] noName = Forgery.replaced(
                good, Bytes.utf8("m1").array(), Bytes.utf8("m ").array());
        List<byte[]> values = new ArrayList<>();
        values.add(null);
        values.add(new byte[0]);
        values.add(Bytes.utf8("not Avro").array());
        values.add(noName);
        return values;
    }

    /** Verdicts of an unknown electorate, of members without a proof, of members with an invalid proof, and a false rejection. */
    List<byte[]> refutable() {
        return List.of(
                agreedBy(NON_MEMBERS, Optional.empty()),
                agreedBy(MEMBERS, Optional.empty()),
                agreedBy(MEMBERS, Optional.of(invalidCertificate())),
                value(new Verdict.Rejected(Rejection.EXPIRED, "too late", Optional.empty()), List.of(), List.of()));
    }

    List<Refutation> refutations() {
        return List.of(
                Refutation.TOO_FEW_SUPPORTERS,
                Refutation.TOO_FEW_SUPPORTERS,
                Refutation.TOO_FEW_SUPPORTERS,
                Refutation.FALSE_REJECTION);
    }

    private static Verdict.ResponseCertificate invalidCertificate() {
        SignedEnvelope header = new SignedEnvelope(
                PayloadType.RESPONSE_BATCH.mediaType(), Bytes.utf8("none"), "nobody", Bytes.EMPTY, Optional.empty());
        return new Verdict.ResponseCertificate(header, Bytes.utf8("none"), 0, List.of());
    }

    private byte[] agreedBy(List<ExecutorId> electorate, Optional<Verdict.ResponseCertificate> certificate) {
        Verdict.Agreed agreed = new Verdict.Agreed(
                Status.OK,
                Normalizer.JSON,
                OUTPUT,
                VoteDigest.of(Status.OK, Normalizer.JSON, OUTPUT),
                Optional.of(new Verdict.AgreedState(Hash.ZERO, Bytes.EMPTY, List.of())));
        List<Verdict.Supporter> supporters = electorate.stream()
                .map(executor -> new Verdict.Supporter(executor, 0, 0, Hash.ZERO, certificate))
                .toList();
        return value(agreed, electorate, supporters);
    }

    private byte[] value(Verdict.Outcome outcome, List<ExecutorId> electorate, List<Verdict.Supporter> supporters) {
        Verdict verdict = new Verdict(
                0,
                Hash.ZERO,
                position,
                request,
                Optional.empty(),
                Optional.empty(),
                outcome,
                true,
                electorate,
                2,
                supporters,
                List.of(),
                List.of(),
                0,
                0);
        return new VerdictCodec().frame(0, verdict);
    }
}
