package io.tribunal.core.detection;

import io.tribunal.core.detection.ClosedBallot.Showing;
import io.tribunal.core.identity.ExecutorId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Ballots of five honest executors from a seed, in one partition: bursts and idle hours, stalls of all or of one, rolling
 * restarts, one that falls behind in busy minutes, now and then a wrong answer or none. Times in ms.
 */
final class SimulatedHistory {
    private static final int EXECUTORS = 5;
    private static final long ALLOWED = 5_000;
    private static final int NEEDED = 3;
    /** The executor that is late in {@link #LAGGING} percent of the seconds of every fourth minute. */
    private static final int LAGGARD = 1;

    private static final int LAGGING = 40;
    private static final long MINUTE = 60_000;

    private final Random random;
    private final long[] backAt = new long[EXECUTORS];
    private final List<ExecutorId> deviated = new ArrayList<>();
    private long start;
    private long closedAt;
    private long ballots;
    private long nextStall = 60_000;
    private long nextRestart = 600_000;
    private int restarting;
    private long longOutages;
    private long second;
    private boolean lagging;

    SimulatedHistory(long seed) {
        this.random = new Random(seed);
    }

    /** Wrong answers so far, by executor. */
    List<ExecutorId> deviated() {
        return List.copyOf(deviated);
    }

    /** How often an executor was away for longer than a ballot may take. */
    long longOutages() {
        return longOutages;
    }

    ClosedBallot next() {
        start += random.nextInt(2_000) == 0
                ? random.nextInt(60_000)
                : random.nextInt(10) == 0 ? random.nextInt(200) : random.nextInt(4);
        disturb();
        SortedMap<ExecutorId, Showing> members = new TreeMap<>();
        List<Long> latencies = new ArrayList<>();
        for (int i = 0; i < EXECUTORS; i++) {
            members.put(DetectorFixture.executor(i + 1), showing(i, latencies));
        }
        latencies.sort(null);
        boolean allAnswered = latencies.size() == EXECUTORS;
        closedAt = Math.max(closedAt, start + (allAnswered ? latencies.getLast() : ALLOWED));
        OptionalLong agreedAfter =
                latencies.size() < NEEDED ? OptionalLong.empty() : OptionalLong.of(latencies.get(NEEDED - 1));
        return new ClosedBallot(
                ++ballots,
                ballots,
                closedAt,
                ALLOWED,
                agreedAfter,
                agreedAfter.isPresent() ? members : excused(members));
    }

    /** A stall of one for up to a second and a half, or of all for up to three; then, a rolling restart. */
    private void disturb() {
        if (start >= nextStall) {
            boolean all = random.nextInt(4) == 0;
            long until = start + random.nextInt(all ? 3_000 : 1_500);
            int one = random.nextInt(EXECUTORS);
            for (int i = 0; i < EXECUTORS; i++) {
                if (all || i == one) {
                    backAt[i] = Math.max(backAt[i], until);
                }
            }
            nextStall = start + 30_000 + random.nextInt(120_000);
        }
        if (start >= nextRestart) {
            long away = 1_000 + random.nextInt(9_000);
            backAt[restarting] = start + away;
            longOutages += away >= ALLOWED ? 1 : 0;
            restarting = (restarting + 1) % EXECUTORS;
            nextRestart = start + (restarting == 0 ? 3_600_000 : 20_000);
        }
    }

    private Showing showing(int executor, List<Long> latencies) {
        long latency = Math.max(0, backAt[executor] - start) + 1 + random.nextInt(10 + 5 * executor) + lag(executor);
        if (latency > ALLOWED || random.nextInt(1_000) == 0) {
            return new Showing(Standing.SILENT, OptionalLong.empty());
        }
        boolean wrong = random.nextInt(1_000) == 0;
        if (wrong) {
            deviated.add(DetectorFixture.executor(executor + 1));
        }
        latencies.add(latency);
        return new Showing(wrong ? Standing.DEVIATED : Standing.AGREED, OptionalLong.of(latency));
    }

    private long lag(int executor) {
        if (start / 1_000 != second) {
            second = start / 1_000;
            lagging = start / MINUTE % 4 == 0 && random.nextInt(100) < LAGGING;
        }
        return executor == LAGGARD && lagging ? 100 + random.nextInt(400) : 0;
    }

    /** A ballot that was not agreed in time is no evidence. */
    private static SortedMap<ExecutorId, Showing> excused(SortedMap<ExecutorId, Showing> members) {
        SortedMap<ExecutorId, Showing> excused = new TreeMap<>(members);
        excused.replaceAll((executor, showing) -> new Showing(Standing.UNJUDGED, showing.latency()));
        return excused;
    }
}
