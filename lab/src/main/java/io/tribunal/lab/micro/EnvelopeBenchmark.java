package io.tribunal.lab.micro;

import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.signature.EnvelopeVerifier;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.schemas.signing.Ed25519;
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

/** The time to verify the signature of a request: signed alone, and in a batch of 50 whose root is already verified. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EnvelopeBenchmark {
    private static final int BATCH = 50;

    private final EnvelopeVerifier verifier = new EnvelopeVerifier(Ed25519.verifier());
    private final SignedLogs logs = new SignedLogs(1, BATCH);
    private final RegisteredKey key = logs.clientKey();
    private final SignedEnvelope alone = logs.signedAlone();
    private final SignedEnvelope batched = logs.signedInBatch();

    @Benchmark
    public boolean verifySingle() {
        return verifier.isSignedBy(key, alone);
    }

    @Benchmark
    public boolean verifyInCachedBatch() {
        return verifier.isSignedBy(key, batched);
    }
}
