package io.tribunal.lab.micro;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.ingest.check.EmbeddedProofs;
import io.tribunal.ingest.check.SentEntry;
import io.tribunal.ingest.check.Trust;
import io.tribunal.ingest.check.VerdictCheckResult;
import io.tribunal.ingest.check.VerdictChecker;
import io.tribunal.schemas.codec.VerdictCodec;
import io.tribunal.schemas.signing.Ed25519;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time in which a client decodes an AGREED verdict and checks it against f + 1 signed responses, whose batches of 20 have
 * been verified for an earlier verdict: with the responses that the verdict embeds, and with those of the response log.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class VerdictCheckBenchmark {
    private final AgreedRequests agreed = new AgreedRequests(new SignedLogs(1, 20));
    private final Trust trust = agreed.trust();
    private final List<Bytes> bodies =
            agreed.verdicts().stream().map(new VerdictCodec()::encode).toList();
    private final List<SentEntry> entries =
            agreed.verdicts().stream().map(agreed::sent).toList();
    private final VerdictChecker embedded = new VerdictChecker(Ed25519.verifier(), new EmbeddedProofs());
    private final VerdictChecker logged =
            new VerdictChecker(Ed25519.verifier(), (partition, supporter) -> Optional.of(agreed.proof(supporter)));
    private int next;

    @Benchmark
    public VerdictCheckResult checkWithEmbeddedResponses() {
        return check(embedded);
    }

    @Benchmark
    public VerdictCheckResult checkWithLoggedResponses() {
        return check(logged);
    }

    private VerdictCheckResult check(VerdictChecker checker) {
        next = (next + 1) % bodies.size();
        Verdict verdict = VerdictCodec.decode(bodies.get(next));
        VerdictCheckResult result = checker.check(trust, entries.get(next), verdict);
        if (!(result instanceof VerdictCheckResult.Proven)) {
            throw new IllegalStateException("the verdict does not hold: " + result);
        }
        return result;
    }
}
