package io.tribunal.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restarted executor begins from a snapshot whose checkpoint the validators have signed, and agrees with the others. */
@Tag("soak")
class RecoveryIT {
    private static final int VALIDATORS = 3;
    private static final int ENOUGH_FOR_A_CHECKPOINT = 1_200;
    private static final Policy POLICY = Policy.defaults(new QuorumSpec(FaultFixture.EXECUTORS.size()), List.of());

    @TempDir
    Path directory;

    @Test
    void shouldBeginFromAVerifiedSnapshotInsteadOfTheStartOfTheLog() {
        try (FaultFixture fixture = FaultFixture.start(directory.resolve("data"), VALIDATORS, 1);
                LedgerLoad load = LedgerLoad.inBursts(fixture)) {
            // Given a snapshot whose checkpoint every validator has signed
            load.awaitOutcomes(ENOUGH_FOR_A_CHECKPOINT);
            fixture.probe().awaitRecords(fixture.topics().snapshots(), 1);
            fixture.probe().awaitRecords(fixture.topics().checkpoints(), VALIDATORS);
            // When an executor is killed and started again
            Downtimes downtimes = new Downtimes();
            downtimes.add("e3", 0, Long.MAX_VALUE);
            fixture.kill("e3");
            fixture.restart("e3");
            fixture.probe().awaitAnswers(Set.of("e3"));
            load.awaitProgress();
            // Then it has read the snapshot, and the history is correct
            assertThat(logOf("e3")).containsPattern("event=restored partition=0 from=[1-9][0-9]{3,} entries=[1-9]");
            new HistoryCheck(fixture, downtimes, POLICY.timing().deadline()).check(load.quiesce());
        }
    }

    private String logOf(String role) {
        try {
            return Files.readString(directory.resolve("data").resolve("logs").resolve(role + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
