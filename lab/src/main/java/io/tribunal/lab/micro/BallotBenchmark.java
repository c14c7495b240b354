package io.tribunal.lab.micro;

import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.partition.Event;
import io.tribunal.core.partition.PartitionMachine;
import io.tribunal.schemas.codec.VerdictCodec;
import io.tribunal.schemas.signing.Ed25519;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The whole voting, from five executors' batches of 50 responses each to 50 encoded verdicts; the figure is the time per verdict.
 * It includes the requests' admission, all signatures, normalization, the tally, the chain and the verdict's encoding.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BallotBenchmark {
    private static final int BATCH = 50;
    private static final int BATCHES = 200;

    private final SignedLogs logs = new SignedLogs(BATCHES, BATCH);
    private final List<ResponseRecord> decoded = IntStream.range(0, BATCHES * SignedLogs.EXECUTORS)
            .mapToObj(logs::response)
            .toList();
    private PartitionMachine machine = fresh();
    private int next;
    private long handedOut;

    private PartitionMachine fresh() {
        Iterator<BusinessRecord> business = logs.business().iterator();
        return new PartitionMachine(
                0,
                logs.deployment(),
                Ed25519.verifier(),
                new VerdictCodec(),
                through -> nextOf(business, through),
                this::first);
    }

    private Optional<ResponseRecord> first(long offset, long before) {
        return offset < before ? Optional.of(decoded.get(Math.toIntExact(offset))) : Optional.empty();
    }

    /** The machine asks for a batch's entries when the third executor has answered them, so none is read too early. */
    private Optional<BusinessRecord> nextOf(Iterator<BusinessRecord> business, long through) {
        if (handedOut > through || !business.hasNext()) {
            return Optional.empty();
        }
        handedOut++;
        return Optional.of(business.next());
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void process(Blackhole events) {
        for (int i = 0; i < SignedLogs.EXECUTORS; i++) {
            events.consume(take(decoded.get(next)));
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void decodeAndProcess(Blackhole events) {
        for (int i = 0; i < SignedLogs.EXECUTORS; i++) {
            events.consume(take(logs.response(next)));
        }
    }

    private List<Event> take(ResponseRecord record) {
        if (next == 0) {
            handedOut = 0;
            machine = fresh();
        }
        next = (next + 1) % decoded.size();
        return machine.process(record);
    }
}
