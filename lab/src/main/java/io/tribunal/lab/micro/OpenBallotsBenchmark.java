package io.tribunal.lab.micro;

import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.partition.PartitionMachine;
import java.util.ArrayList;
import java.util.List;
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

    @Param({"10", "500", "10000"})
    private int open = BATCH;

    private final List<ResponseRecord> responses = new ArrayList<>();
    private PartitionMachine machine = new SignedLogs(1, BATCH).machine();

    /** All executors but the last answer everything. */
    @Setup
    public void openBallots() {
        SignedLogs logs = new SignedLogs(open / BATCH, BATCH);
        machine = logs.machine();
        for (int i = 0; i < logs.responses().size(); i++) {
            if (i % SignedLogs.EXECUTORS < SignedLogs.EXECUTORS - 1) {
                responses.add(logs.response(i));
                machine.step(responses.getLast());
            }
        }
    }

    @Benchmark
    public PartitionMachine.Step unreadableRecord() {
        ResponseRecord first = responses.getFirst();
        return machine.step(
                ResponseRecord.unreadable(first.position(), SignedLogs.APPENDED, first.valueHash(), "noise"));
    }

    @Benchmark
    public PartitionMachine.Step repeatedBatch() {
        return machine.step(responses.getFirst());
    }
}
