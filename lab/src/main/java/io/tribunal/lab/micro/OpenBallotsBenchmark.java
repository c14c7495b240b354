package io.tribunal.lab.micro;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.partition.PartitionMachine;
import io.tribunal.schemas.codec.ResponseCodec;
import io.tribunal.schemas.codec.VerdictCodec;
import io.tribunal.schemas.signing.Ed25519;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time of one response-log record while so many decided ballots wait for the last executor's answers: it must not depend
 * on their number. One record is unreadable, the other a signed batch of ten answers that the voter has seen before.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class OpenBallotsBenchmark {
    private static final int BATCH = 10;
    private static final long APPENDED = 1_800_000_000_000L;

    @Param({"10", "500", "10000"})
    private int open = BATCH;

    private final List<ResponseRecord> responses = new ArrayList<>();
    private PartitionMachine machine = machine(new SignedLogs(1, BATCH));

    private static PartitionMachine machine(SignedLogs logs) {
        Queue<BusinessRecord> business = new ArrayDeque<>(logs.business());
        return new PartitionMachine(
                0,
                logs.deployment(),
                Ed25519.verifier(),
                new VerdictCodec(),
                through -> Optional.ofNullable(business.peek())
                        .filter(next -> next.offset() <= through)
                        .map(next -> business.remove()),
                (offset, before) -> Optional.empty());
    }

    /** All executors but the last answer everything. */
    @Setup
    public void openBallots() {
        SignedLogs logs = new SignedLogs(open / BATCH, BATCH);
        machine = machine(logs);
        for (int i = 0; i < logs.responses().size(); i++) {
            if (i % SignedLogs.EXECUTORS < SignedLogs.EXECUTORS - 1) {
                responses.add(ResponseCodec.decode(
                        new LogPosition(0, i), APPENDED, true, logs.responses().get(i)));
                machine.step(responses.getLast());
            }
        }
    }

    @Benchmark
    public PartitionMachine.Step unreadableRecord() {
        ResponseRecord first = responses.getFirst();
        return machine.step(ResponseRecord.unreadable(first.position(), APPENDED, first.valueHash(), "noise"));
    }

    @Benchmark
    public PartitionMachine.Step repeatedBatch() {
        return machine.step(responses.getFirst());
    }
}
