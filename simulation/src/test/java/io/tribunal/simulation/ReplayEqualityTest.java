package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.detection.Observation;
import io.tribunal.core.detection.Recovered;
import io.tribunal.core.detection.StatusChanged;
import io.tribunal.core.partition.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The same logs give the same events, byte for byte, in whatever way they are read. */
class ReplayEqualityTest {
    private static final int STORIES = 50;
    private static final int INTERLEAVINGS = 200;
    private static final int PARTITIONS = 2;

    private final SimDeployment deployment = SimDeployment.of(
            3, 3, PARTITIONS, new SimPolicy().checkpointInterval(3).maxOpenBallots(5));

    @Test
    void shouldGiveTheSameEventsForEveryArrivalInterleavingAndRestartInTenThousandRuns() {
        for (long history = 0; history < STORIES; history++) {
            List<Simulation.Outcome> partitions = partitions(history, 5);
            List<List<Event>> expected =
                    partitions.stream().map(ReplayEqualityTest::plainly).toList();
            for (long seed = 0; seed < INTERLEAVINGS; seed++) {
                assertThat(interleaved(partitions, new Random(seed)))
                        .as("seed %s interleaving %s", history, seed)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void shouldGiveTheSameResultWithARestartAfterEveryRecord() {
        for (long history = 0; history < 20; history++) {
            for (Simulation.Outcome outcome : partitions(history, 25)) {
                PartitionRun restarted = new PartitionRun(deployment, outcome.logs());
                while (restarted.hasNext()) {
                    restarted.restart();
                    restarted.step();
                }
                assertThat(restarted.events()).as("seed %s", history).isEqualTo(plainly(outcome));
            }
        }
    }

    @Test
    void shouldGiveTheSameEventsOverRestartsWithControlEntriesAndAnyNumberOfFaults() {
        List<Observation> seen = new ArrayList<>();
        for (long history = 0; history < 100; history++) {
            Simulation.Outcome outcome = Simulation.withControlEntries(deployment, 0, 25, history);
            PartitionRun restarted = new PartitionRun(deployment, outcome.logs());
            while (restarted.hasNext()) {
                restarted.restart();
                restarted.step();
            }
            PartitionRun plain = new PartitionRun(deployment, outcome.logs()).toEnd();
            assertThat(restarted.events()).as("seed %s", history).isEqualTo(plain.events());
            assertThat(restarted.observations()).as("seed %s", history).isEqualTo(plain.observations());
            assertThat(restarted.snapshot()).as("seed %s", history).isEqualTo(plain.snapshot());
            seen.addAll(plain.observations());
        }
        assertThat(seen).hasAtLeastOneElementOfType(StatusChanged.class).hasAtLeastOneElementOfType(Recovered.class);
    }

    @Test
    void shouldGiveTheSameEventsOverRestartsWhileResponsesWaitInTheLog() {
        SimDeployment narrow =
                SimDeployment.of(3, 3, PARTITIONS, new SimPolicy().maxHeld(500).maxOpenBallots(5));
        int waited = 0;
        for (long history = 0; history < 30; history++) {
            Simulation.Outcome outcome = Simulation.of(narrow, 0, 25, history);
            PartitionRun restarted = new PartitionRun(narrow, outcome.logs());
            while (restarted.hasNext()) {
                restarted.restart();
                restarted.step();
                waited += restarted.snapshot().left().size();
            }
            assertThat(restarted.events()).as("seed %s", history).isEqualTo(plainly(outcome));
        }
        assertThat(waited).isPositive();
    }

    @Test
    void shouldGiveTheSameEventsInEveryLocaleAndTimeZone() {
        Simulation.Outcome outcome = Simulation.of(deployment, 0, 40, 3);
        List<Event> expected = plainly(outcome);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
                assertThat(plainly(reread(outcome))).as(tag).isEqualTo(expected);
                assertThat(plainly(Simulation.of(deployment, 0, 40, 3))).as(tag).isEqualTo(expected);
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    private List<Simulation.Outcome> partitions(long history, int entries) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> Simulation.of(deployment, partition, entries, PARTITIONS * history + partition))
                .toList();
    }

    private static List<Event> plainly(Simulation.Outcome outcome) {
        return new PartitionRun(outcome.deployment(), outcome.logs()).toEnd().events();
    }

    private List<List<Event>> interleaved(List<Simulation.Outcome> partitions, Random random) {
        List<PartitionRun> runs = partitions.stream()
                .map(outcome -> new PartitionRun(deployment, outcome.logs()))
                .toList();
        while (runs.stream().anyMatch(PartitionRun::hasNext)) {
            PartitionRun run = runs.get(random.nextInt(runs.size()));
            run.arrive(random.nextInt(3));
            if (random.nextInt(20) == 0) {
                run.restart();
            }
            if (run.hasNext()) {
                run.step();
            }
        }
        return runs.stream().map(PartitionRun::events).toList();
    }

    /** The same bytes, decoded again. */
    private static Simulation.Outcome reread(Simulation.Outcome outcome) {
        SimulatedLogs logs = new SimulatedLogs(outcome.logs().partition());
        outcome.logs()
                .businessValues()
                .forEach(it -> logs.appendBusiness(it.appendTime(), it.value().array()));
        outcome.logs()
                .responseValues()
                .forEach(it -> logs.appendResponse(it.appendTime(), it.value().array()));
        return new Simulation.Outcome(outcome.deployment(), logs, outcome.expected(), outcome.faults());
    }
}
