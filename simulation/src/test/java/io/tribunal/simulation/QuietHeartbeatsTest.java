package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tribunal.core.partition.Event;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Executors that fall quiet between requests lose nothing that steady heartbeats give. */
class QuietHeartbeatsTest {
    private static final long DEADLINE = 5_000;
    private static final long HEARTBEAT = 500;
    /** Each record takes 10 ms of the broker time. */
    private static final long SLACK = 200;

    private static final long HOUR = 3_600_000;
    private static final List<String> EXECUTORS = List.of("e1", "e2", "e3");

    private final PartitionFixture fixture = new PartitionFixture(3, new SimPolicy());

    @Test
    void shouldWriteLittleWhenNothingComes() {
        PacedExecutors executors = new PacedExecutors(fixture, false);
        executors.pass(60_000);
        int before = fixture.logs.responseSize();

        executors.pass(HOUR);

        assertThat(fixture.logs.responseSize() - before).isLessThan(3 * 361);
    }

    @Test
    void shouldPassTheDeadlineInTimeAfterASilenceOfAnyLength() {
        PacedExecutors executors = new PacedExecutors(fixture, false);
        for (long silence = 1; silence < HOUR; silence *= 3) {
            executors.pass(silence);
            long offset = fixture.request();
            long begin = executors.elapsed();
            executors.handle("e1", offset, 0, true);
            executors.handle("e2", offset, 0, false);
            executors.handle("e3", offset, 0, false);

            assertThat(overdueAfter(executors, offset, begin))
                    .as("silence of %s ms", silence)
                    .isBetween(DEADLINE, DEADLINE + HEARTBEAT + SLACK);

            fixture.answer("e2", offset);
            assertThat(fixture.outcomes(offset)).containsExactly("Overdue", "Agreed");
        }
    }

    /** The others have fallen quiet by the time at which the ballot opens. */
    @Test
    void shouldPassTheDeadlineInTimeWhenASlowExecutorOpensTheBallot() {
        PacedExecutors executors = new PacedExecutors(fixture, false);
        executors.die("e3");
        executors.pass(HOUR);
        long offset = fixture.request();
        executors.handle("e1", offset, 0, true);
        executors.handle("e2", offset, 60_000, false);

        assertThat(overdueAfter(executors, offset, executors.elapsed() + 60_000))
                .isBetween(DEADLINE, DEADLINE + HEARTBEAT + SLACK);
    }

    private long overdueAfter(PacedExecutors executors, long offset, long begin) {
        executors.pass(120_000);
        return verdicts(executors).get(offset + " Overdue") - begin;
    }

    /** At most two ballots are open at a time, and each waits until its deadline for an executor that has ended. */
    @Test
    void shouldOpenAllBallotsInTimeThoughTheyWaitForTheDeadlinesOfEarlierOnes() {
        PartitionFixture narrow = new PartitionFixture(3, new SimPolicy().maxOpenBallots(2));
        PacedExecutors executors = new PacedExecutors(narrow, false);
        executors.die("e3");
        executors.pass(HOUR);
        long begin = executors.elapsed();
        for (int i = 0; i < 20; i++) {
            long offset = narrow.request();
            executors.handle("e1", offset, 0, true);
            executors.handle("e2", offset, 0, true);
        }

        executors.pass(HOUR);

        Map<String, Long> verdicts = verdicts(executors);
        assertThat(verdicts).hasSize(20);
        assertThat(verdicts.get("20 Agreed") - begin).isLessThan(9 * (DEADLINE + HEARTBEAT + SLACK) + SLACK);
    }

    @Test
    void shouldDecideAndRecordSilenceAtTheSameTimesAsWithSteadyHeartbeats() {
        for (long seed = 0; seed < 12; seed++) {
            PartitionFixture quiet = new PartitionFixture(3, new SimPolicy());
            Map<String, Long> seen = history(new PacedExecutors(quiet, false), quiet, seed);
            PartitionFixture steady = new PartitionFixture(3, new SimPolicy());
            Map<String, Long> expected = history(new PacedExecutors(steady, true), steady, seed);

            assertThat(seen.keySet()).as("seed %s", seed).isEqualTo(expected.keySet());
            for (Map.Entry<String, Long> one : expected.entrySet()) {
                assertThat(seen.get(one.getKey()))
                        .as("seed %s: %s", seed, one.getKey())
                        .isCloseTo(one.getValue(), within(HEARTBEAT + SLACK));
            }
            assertThat(restarted(quiet)).as("seed %s", seed).isEqualTo(quiet.events());
        }
    }

    /**
     * A random history: requests after silences of up to some minutes; each executor is quick, late, or handles the request
     * without an answer.
     *
     * @return verdicts and deviations, and how long after its request each came
     */
    private static Map<String, Long> history(PacedExecutors executors, PartitionFixture fixture, long seed) {
        Random random = new Random(seed);
        Map<Long, Long> requested = new TreeMap<>();
        for (int i = 0; i < 8; i++) {
            executors.pass(60_000L + 10 * (1L << random.nextInt(15)));
            long offset = fixture.request();
            requested.put(offset, executors.elapsed());
            for (String executor : EXECUTORS) {
                long delay = random.nextInt(4) == 0 ? 20_000 + random.nextInt(10_000) : random.nextInt(500);
                executors.handle(executor, offset, delay, random.nextInt(4) > 0);
            }
        }
        executors.pass(120_000);
        Map<String, Long> seen = new TreeMap<>();
        for (PacedExecutors.Timed timed : executors.events()) {
            if (timed.event() instanceof Event.VerdictIssued issued) {
                long offset = issued.verdict().position().offset();
                seen.put(name(issued), timed.at() - requested.get(offset));
            } else if (timed.event() instanceof Event.DeviationFound found) {
                long offset = found.deviation().position().offset();
                seen.put(
                        offset + " " + found.deviation().kind() + " "
                                + found.deviation().executorId(),
                        timed.at() - requested.get(offset));
            }
        }
        return seen;
    }

    private static String name(Event.VerdictIssued issued) {
        return issued.verdict().position().offset() + " "
                + issued.verdict().outcome().getClass().getSimpleName();
    }

    private static Map<String, Long> verdicts(PacedExecutors executors) {
        Map<String, Long> verdicts = new TreeMap<>();
        for (PacedExecutors.Timed timed : executors.events()) {
            if (timed.event() instanceof Event.VerdictIssued issued) {
                verdicts.put(name(issued), timed.at());
            }
        }
        return verdicts;
    }

    /** The events of the same logs with a restart after every record. */
    private static List<Event> restarted(PartitionFixture fixture) {
        PartitionRun run = new PartitionRun(fixture.deployment, fixture.logs);
        while (run.hasNext()) {
            run.restart();
            run.step();
        }
        return run.events();
    }
}
