package io.tribunal.lab.micro;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Status;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.core.normalize.VoteDigest;
import io.tribunal.core.signature.MerkleTree;
import java.util.Collections;
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

/** The time of a SHA-256 over a tree node, of a vote digest, and of a Merkle tree over 50 leaves. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class HashBenchmark {
    private static final byte[] TAG = {1};
    private static final int LEAVES = 50;

    private final byte[] left = Hash.sha256(TAG).array();
    private final byte[] right = Hash.sha256(left).array();
    private final Bytes output = Bytes.utf8("{\"balance\":\"1200.50\",\"currency\":\"EUR\"}");

    @Benchmark
    public Hash node() {
        return Hash.sha256(TAG, left, right);
    }

    @Benchmark
    public Hash voteDigest() {
        return VoteDigest.of(Status.OK, Normalizer.JSON, output);
    }

    @Benchmark
    public Hash tree() {
        return MerkleTree.of(Collections.nCopies(LEAVES, Hash.wrap(left))).root();
    }
}
