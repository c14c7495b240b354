package io.tribunal.lab.micro;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.core.policy.NormalizationProfile;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
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

/** The time to normalize an output of the account service, without a profile and with one that removes and rounds fields. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class NormalizeBenchmark {
    private static final NormalizationProfile PROFILE = new NormalizationProfile(
            List.of("/time"), new TreeMap<>(java.util.Map.of("/balance", 2)), List.of(), List.of(), List.of());

    private final Bytes output = new SignedLogs(1, 1).someOutput().orElseThrow();

    @Benchmark
    public Optional<Bytes> withoutProfile() {
        return Normalizer.normalize(Normalizer.JSON, output, NormalizationProfile.NONE);
    }

    @Benchmark
    public Optional<Bytes> withProfile() {
        return Normalizer.normalize(Normalizer.JSON, output, PROFILE);
    }
}
