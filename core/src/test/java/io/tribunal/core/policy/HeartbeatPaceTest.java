package io.tribunal.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HeartbeatPaceTest {
    private static final long START = 1_000;
    private static final long HEARTBEAT = 500;
    private static final Policy DEFAULTS = Policy.defaults(new QuorumSpec(3), List.of());
    /** Deadline, maxStep, and one heartbeat, so that it does not matter when the first record was appended. */
    private static final long ACTIVE = 5_000 + 2_000 + HEARTBEAT;

    private final HeartbeatPace pace = new HeartbeatPace();
    private long now = START;

    private static Policy timed(long deadline, long heartbeat, long maxStep) {
        return DEFAULTS.withTiming(new TimingPolicy(deadline, heartbeat, maxStep, 1));
    }

    /** Announces entries now. */
    private void announce(long entries, Policy policy) {
        pace.written(now, entries, policy);
    }

    /** Writes each heartbeat when it is due; the ms between them. */
    private List<Long> intervals(int count, Policy policy) {
        List<Long> intervals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long interval = pace.dueIn(now);
            now += interval;
            pace.written(now, 0, policy);
            intervals.add(interval);
        }
        return intervals;
    }

    /** Ms from now until the first heartbeat that is written later than policy.heartbeat after the one before. */
    private long activeFor(Policy policy) {
        long begin = now;
        while (pace.dueIn(now) == policy.timing().heartbeat()) {
            now += pace.dueIn(now);
            pace.written(now, 0, policy);
        }
        return now - begin;
    }

    @Test
    void shouldWriteAtOnceAfterAStart() {
        assertThat(pace.dueIn(now)).isZero();
        assertThat(pace.dueIn(0)).isZero();
    }

    @Test
    void shouldStayActiveAfterAStartAsAfterAnEntry() {
        announce(0, DEFAULTS);

        assertThat(activeFor(DEFAULTS)).isEqualTo(ACTIVE);
    }

    @Test
    void shouldWriteSteadilyUntilTheDeadlineOfTheLastEntryHasPassed() {
        announce(1, DEFAULTS);
        intervals(30, DEFAULTS);
        announce(1, DEFAULTS);

        assertThat(activeFor(DEFAULTS)).isBetween(ACTIVE, ACTIVE + HEARTBEAT);
    }

    @Test
    void shouldDoubleTheIntervalToTenSecondsWhenQuiet() {
        announce(1, DEFAULTS);
        activeFor(DEFAULTS);

        assertThat(intervals(7, DEFAULTS)).containsExactly(1_000L, 2_000L, 4_000L, 8_000L, 10_000L, 10_000L, 10_000L);
    }

    @Test
    void shouldWriteSteadilyAgainAfterAnEntry() {
        announce(1, DEFAULTS);
        activeFor(DEFAULTS);
        intervals(10, DEFAULTS);

        now += 3_000;
        announce(1, DEFAULTS);

        assertThat(intervals(3, DEFAULTS)).containsExactly(HEARTBEAT, HEARTBEAT, HEARTBEAT);
    }

    @Test
    void shouldWriteSteadilyWhileAnEntryIsUnhandled() {
        announce(1, DEFAULTS);
        activeFor(DEFAULTS);
        intervals(10, DEFAULTS);

        assertThat(pace.dueIn(now + HEARTBEAT - 1, HEARTBEAT)).isEqualTo(1);
        assertThat(pace.dueIn(now + HEARTBEAT, HEARTBEAT)).isZero();
    }

    @Test
    void shouldTakeTheLongestDeadlineOfAllOperations() {
        OperationPolicy patient = new OperationPolicy("AUDIT", 20_000, NormalizationProfile.NONE);
        Policy policy =
                DEFAULTS.withPayloads(DEFAULTS.payloads().withOperations(new TreeMap<>(Map.of("AUDIT", patient))));
        announce(1, policy);

        assertThat(activeFor(policy)).isBetween(20_000 + 2_000 + HEARTBEAT, 20_000 + 2_000 + 2 * HEARTBEAT);
    }

    @Test
    void shouldStayActiveForTheDeadlinesOfAnEarlierPolicy() {
        Policy patient = timed(60_000, 500, 2_000);
        announce(1, patient);

        Policy quick = timed(1_000, 100, 2_000);
        announce(1, quick);

        assertThat(activeFor(quick)).isGreaterThanOrEqualTo(60_000);
    }

    /** Each heartbeat moves elapsed time by maxStep at most. */
    @Test
    void shouldCountNoHeartbeatForMoreThanMaxStep() {
        Policy slow = timed(5_000, 5_000, 1_000);
        announce(1, slow);

        int heartbeats = Math.toIntExact(activeFor(slow) / 5_000);

        assertThat(heartbeats * 1_000L).isGreaterThanOrEqualTo(5_000 + 1_000);
    }

    /** A broker that holds a batch up for long moves elapsed time by maxStep only. */
    @Test
    void shouldCountAHeartbeatThatWasHeldUpOnce() {
        announce(0, DEFAULTS);
        now += 60_000;
        pace.written(now, 0, DEFAULTS);

        assertThat(activeFor(DEFAULTS)).isEqualTo(ACTIVE - HEARTBEAT);
    }

    /** The last ballot may open only after the deadlines of those before it. */
    @Test
    void shouldStayActiveLongerAfterMoreEntriesThanMayBeOpen() {
        Policy narrow = DEFAULTS.withLimits(DEFAULTS.limits().withMaxOpenBallots(100));
        announce(300, narrow);

        assertThat(activeFor(narrow)).isEqualTo(3 * 5_000 + ACTIVE);
    }

    @Test
    void shouldNotSumUpEntriesThatComeSlowly() {
        Policy narrow = DEFAULTS.withLimits(DEFAULTS.limits().withMaxOpenBallots(100));
        for (int i = 0; i < 10_000; i++) {
            now += 100;
            announce(1, narrow);
        }

        assertThat(activeFor(narrow)).isLessThan(ACTIVE + 2 * HEARTBEAT);
    }

    @Test
    void shouldKeepAHeartbeatOfMoreThanTenSeconds() {
        Policy rare = timed(5_000, 30_000, 2_000);
        announce(1, rare);

        assertThat(intervals(20, rare)).containsOnly(30_000L);
    }

    @Test
    void shouldNeverFallQuietWithADeadlineThatOverflows() {
        Policy endless = timed(Long.MAX_VALUE, 500, Long.MAX_VALUE);
        announce(1, endless);

        assertThat(intervals(1_000, endless)).containsOnly(500L);
    }

    @Test
    void shouldJoinOthersFromHalfOfItsIntervalOnOnlyWhenQuiet() {
        assertThat(pace.mayJoin(now)).as("before the start").isFalse();
        announce(1, DEFAULTS);
        assertThat(pace.mayJoin(now + HEARTBEAT)).as("while active").isFalse();
        activeFor(DEFAULTS);
        intervals(10, DEFAULTS);

        assertThat(pace.mayJoin(now + 4_999)).isFalse();
        assertThat(pace.mayJoin(now + 5_000)).isTrue();
    }
}
