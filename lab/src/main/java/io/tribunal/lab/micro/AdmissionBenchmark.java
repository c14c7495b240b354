package io.tribunal.lab.micro;

import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.schemas.signing.Ed25519;
import java.util.concurrent.TimeUnit;
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

/** The time to admit a decoded request that was signed in a batch of 50: signature, rules, canonical JSON, replay window. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class AdmissionBenchmark {
    private static final int BATCH = 50;
    private static final int BATCHES = 20;

    private final SignedLogs logs = new SignedLogs(BATCHES, BATCH);

    @Benchmark
    @OperationsPerInvocation(BATCH * BATCHES)
    public void admit(Blackhole decisions) {
        PartitionAdmission admission = new PartitionAdmission(0, logs.deployment(), Ed25519.verifier());
        for (BusinessRecord record : logs.business()) {
            decisions.consume(admission.decide(record));
        }
    }
}
