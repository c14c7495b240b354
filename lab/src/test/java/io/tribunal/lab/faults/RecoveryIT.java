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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An executor that lost everything begins from a snapshot that validators vouch for, and answers like the others. */
class RecoveryIT {
    private static final int VALIDATORS = 3;
    private static final int ENOUGH_FOR_A_CHECKPOINT = 1_200;
    private static final Policy POLICY = Policy.defaults(new QuorumSpec(FaultFixture.EXECUTORS.size()), List.of());

    @TempDir
    Path directory;

    @Test
    void shouldBeginFromAVerifiedSnapshotInsteadOfFromZero() {
        try (FaultFixture arena = FaultFixture.start(directory.resolve("data"), VALIDATORS, 1);
                LedgerLoad load = LedgerLoad.inBursts(arena)) {
            // Given a snapshot, and as many signatures of its checkpoint as there are validators
            load.awaitOutcomes(ENOUGH_FOR_A_CHECKPOINT);
            arena.watch().awaitRecords(arena.topics().snapshots(), 1);
            arena.watch().awaitRecords(arena.topics().checkpoints(), VALIDATORS);
            // When an executor is killed and started again
            Downtimes downtimes = new Downtimes();
            downtimes.add("e3", 0, Long.MAX_VALUE);
            arena.kill("e3");
            arena.restart("e3");
            arena.watch().awaitAnswers(Set.of("e3"));
            load.awaitProgress();
            // Then it has read the snapshot, and agrees with everybody
            assertThat(logOf("e3")).containsPattern("event=restored partition=0 from=[1-9][0-9]{3,} entries=[1-9]");
            new HistoryCheck(arena, downtimes, POLICY.timing().deadline()).examine(load.quiesce());
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
