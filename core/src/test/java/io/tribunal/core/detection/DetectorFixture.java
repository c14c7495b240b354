package io.tribunal.core.detection;

import io.tribunal.core.detection.ClosedBallot.Showing;
import io.tribunal.core.identity.ExecutorId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Executors {@code e1..}, and a detector that takes one closed ballot after the other; an executor agrees in 10 ms by default. */
final class DetectorFixture {
    static final long ALLOWED = 5_000;
    static final long USUAL = 10;

    final PartitionDetector detector;
    private final List<ExecutorId> executors;
    private final SortedMap<ExecutorId, Showing> exceptions = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private long now;
    private long ballots;

    DetectorFixture(int executors) {
        this(executors, new PartitionDetector(0, DetectionPolicy.defaults()));
    }

    DetectorFixture(int executors, PartitionDetector detector) {
        this.executors = IntStream.rangeClosed(1, executors)
                .mapToObj(DetectorFixture::executor)
                .toList();
        this.detector = detector;
    }

    static ExecutorId executor(int number) {
        return new ExecutorId("e" + number);
    }

    /** What the executor does in the next ballot. */
    DetectorFixture but(int executor, Standing standing, long latency) {
        exceptions.put(executor(executor), new Showing(standing, OptionalLong.of(latency)));
        return this;
    }

    DetectorFixture but(int executor, Standing standing) {
        return but(executor, standing, USUAL);
    }

    /** The executor does not answer the next ballot. */
    DetectorFixture without(int executor, Standing standing) {
        exceptions.put(executor(executor), new Showing(standing, OptionalLong.empty()));
        return this;
    }

    /** Closes a ballot so many ms after the one before; what follows from it. */
    List<Finding> close(long later) {
        now += later;
        SortedMap<ExecutorId, Showing> members = new TreeMap<>();
        executors.forEach(it -> members.put(it, new Showing(Standing.AGREED, OptionalLong.of(USUAL))));
        members.putAll(exceptions);
        exceptions.clear();
        long offset = ++ballots;
        ClosedBallot ballot = new ClosedBallot(offset, 10 * offset, now, ALLOWED, OptionalLong.of(USUAL), members);
        List<Finding> some = detector.observe(ballot);
        findings.addAll(some);
        return some;
    }

    List<Finding> close() {
        return close(100);
    }

    DetectorFixture closeMany(int count) {
        for (int i = 0; i < count; i++) {
            close();
        }
        return this;
    }

    /** Business offset of the last ballot. */
    long last() {
        return ballots;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }
}
