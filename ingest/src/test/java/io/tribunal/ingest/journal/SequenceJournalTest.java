package io.tribunal.ingest.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.identity.KeyId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequenceJournalTest {
    private static final KeyId KEY = new KeyId("ed25519:00112233");

    @TempDir
    Path directory;

    @Test
    void shouldContinueWithoutRepeatAfterReopening() {
        // Given
        long last;
        try (SequenceJournal first = SequenceJournal.open(directory, KEY)) {
            first.next();
            last = first.next();
        }
        // When
        try (SequenceJournal second = SequenceJournal.open(directory, KEY)) {
            // Then
            assertThat(second.next()).isGreaterThan(last);
        }
    }

    @Test
    void shouldStartAtZeroAndCountWithoutGapsWithinABlock() {
        try (SequenceJournal journal = SequenceJournal.open(directory, KEY)) {
            for (long expected = 0; expected < 2_500; expected++) {
                assertThat(journal.next()).isEqualTo(expected);
            }
        }
    }

    @Test
    void shouldContinueAboveANumberThatSomebodyElseHasUsed() {
        // Given
        try (SequenceJournal journal = SequenceJournal.open(directory, KEY)) {
            long before = journal.next();
            // When
            boolean own = journal.moveBeyond(before);
            boolean foreign = journal.moveBeyond(before + 5_000);
            // Then
            assertThat(own).isFalse();
            assertThat(foreign).isTrue();
            assertThat(journal.next()).isEqualTo(before + 5_001);
        }
        try (SequenceJournal journal = SequenceJournal.open(directory, KEY)) {
            assertThat(journal.next()).isGreaterThan(5_001);
        }
    }

    @Test
    void shouldTakeNoNumberAsForeignBeforeAnyWasUsed() {
        try (SequenceJournal journal = SequenceJournal.open(directory, KEY)) {
            assertThat(journal.moveBeyond(-1)).isFalse();
            assertThat(journal.next()).isZero();
        }
    }

    @Test
    void shouldRefuseToOpenTwiceInTheSameProcess() {
        try (SequenceJournal held = SequenceJournal.open(directory, KEY)) {
            assertThat(held.next()).isZero();
            assertThatThrownBy(() -> SequenceJournal.open(directory, KEY))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void shouldRefuseASecondProcess() throws IOException, InterruptedException {
        // Given
        try (SequenceJournal held = SequenceJournal.open(directory, KEY)) {
            assertThat(held.next()).isZero();
            // When
            Process other = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            JournalOpener.class.getName(),
                            directory.toString(),
                            KEY.value())
                    .start();
            // Then
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(other.exitValue()).isEqualTo(JournalOpener.REFUSED);
        }
    }

    @Test
    void shouldKeepASequenceForEachKey() {
        try (SequenceJournal one = SequenceJournal.open(directory, KEY);
                SequenceJournal other = SequenceJournal.open(directory, new KeyId("ed25519:ffee"))) {
            assertThat(one.moveBeyond(10_000)).isTrue();
            assertThat(other.next()).isZero();
        }
    }

    @Test
    void shouldReportADamagedFile() throws IOException {
        Files.writeString(directory.resolve("ed25519-00112233.sequence"), "next=12x\n");
        assertThatThrownBy(() -> SequenceJournal.open(directory, KEY))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("damaged");
    }
}
