package io.tribunal.schemas;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Difference;
import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Verdicts and deviations of every kind. */
public final class DecisionSamples {
    private static final Hash HASH = Hash.sha256(new byte[] {1});
    private static final Verdict.AgreedState STATE =
            new Verdict.AgreedState(HASH, HASH.bytes(), Samples.response(1).writes());

    private DecisionSamples() {}

    public static Stream<Verdict.Outcome> outcomes() {
        return Stream.of(
                new Verdict.Agreed(Status.OK, "text/plain", Bytes.EMPTY, HASH, Optional.of(STATE)),
                new Verdict.Agreed(Status.REFUSED, "", Bytes.utf8("x"), HASH, Optional.empty()),
                new Verdict.Split(Optional.of(new Verdict.AgreedState(HASH, Bytes.EMPTY, List.of()))),
                new Verdict.Split(Optional.empty()),
                new Verdict.Overdue(),
                new Verdict.Rejected(Rejection.REPLAYED, "seen at 3", Optional.of(3L)),
                new Verdict.Rejected(Rejection.MALFORMED, "", Optional.empty()));
    }

    public static Deviation deviation(Deviation.Kind kind) {
        boolean silent = kind == Deviation.Kind.SILENT;
        return new Deviation(
                kind,
                new ExecutorId("e1"),
                new LogPosition(1, 2),
                HASH,
                silent,
                Difference.OUTPUT,
                silent ? Optional.empty() : Optional.of(5L),
                3,
                HASH.bytes(),
                Bytes.EMPTY,
                8,
                silent ? Optional.empty() : Optional.of(40L));
    }

    public static Verdict verdict(Verdict.Outcome outcome) {
        List<Bytes> responses = Samples.responses(3);
        ResponseBatch.Header header = Samples.header(responses);
        Verdict.ResponseCertificate certificate = new Verdict.ResponseCertificate(
                Samples.signed(header), responses.get(1), 1, Arrays.asList(HASH, Hash.ZERO));
        return new Verdict(
                4,
                HASH,
                new LogPosition(3, 1L << 40),
                HASH,
                Optional.of(Samples.request(1).requestId()),
                Optional.of(Samples.CLIENT_ID),
                outcome,
                !(outcome instanceof Verdict.Overdue),
                List.of(new ExecutorId("e1"), new ExecutorId("e2")),
                2,
                List.of(
                        new Verdict.Supporter(new ExecutorId("e1"), 7, 1, HASH, Optional.of(certificate)),
                        new Verdict.Supporter(new ExecutorId("e2"), 8, 0, HASH, Optional.empty())),
                List.of(new Verdict.Dissenter(new ExecutorId("e3"), 9, 2, HASH, Difference.PRE_STATE)),
                List.of(new ExecutorId("e4")),
                11,
                1_234);
    }
}
