package io.tribunal.ingest.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendJournalTest {
    private static final Hash CONTENT = Hash.sha256(Bytes.utf8("file").array());
    private static final long NOW = 1_000_000;
    private static final long VALIDITY = 60_000;

    @TempDir
    Path directory;

    private SequenceJournal sequences;

    @BeforeEach
    void open() {
        sequences = SequenceJournal.open(directory, new KeyId("k1"));
    }

    @AfterEach
    void close() {
        sequences.close();
    }

    private SendJournal journal(int lines, long now) {
        return SendJournal.open(sequences, CONTENT, lines, now, VALIDITY, false);
    }

    private static List<SendJournal.Planned> handOverAll(SendJournal journal, int lines) {
        return IntStream.range(0, lines).mapToObj(journal::handOver).toList();
    }

    @Test
    void shouldGiveTheSameIdentitiesWhenTheFileIsSentAgain() {
        // Given
        List<SendJournal.Planned> first = handOverAll(journal(1_000, NOW), 1_000);
        sequences.reserve(77);
        // When
        List<SendJournal.Planned> second = handOverAll(journal(1_000, NOW + 2 * VALIDITY), 1_000);
        // Then
        assertThat(second).isEqualTo(first);
    }

    @Test
    void shouldGiveAscendingSequencesAndDistinctIds() {
        List<SendJournal.Planned> all = handOverAll(journal(600, NOW), 600);
        Set<Object> ids = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).sequence()).isEqualTo(all.get(0).sequence() + i);
            assertThat(ids.add(all.get(i).requestId())).isTrue();
        }
    }

    @Test
    void shouldResumeWithTheSameSequencesWhenNothingElseWasSent() {
        // Given
        SendJournal.Planned beforeCrash = journal(2_000, NOW).handOver(0);
        // When
        SendJournal resumed = journal(2_000, NOW + 1);
        // Then
        assertThat(resumed.handedOver()).isEqualTo(SendJournal.STEP);
        assertThat(resumed.handOver(0)).isEqualTo(beforeCrash);
        assertThat(resumed.handOver(1_999).sequence()).isEqualTo(beforeCrash.sequence() + 1_999);
    }

    @Test
    void shouldGiveLaterSequencesOnlyToLinesNeverHandedOver() {
        // Given
        SendJournal first = journal(2_000, NOW);
        SendJournal.Planned handed = first.handOver(SendJournal.STEP - 1);
        long others = sequences.reserve(5_000);
        // When
        SendJournal resumed = journal(2_000, NOW + 1);
        // Then
        assertThat(resumed.handOver(SendJournal.STEP - 1)).isEqualTo(handed);
        SendJournal.Planned moved = resumed.handOver(2 * SendJournal.STEP);
        assertThat(moved.sequence()).isGreaterThanOrEqualTo(others + 5_000);
        assertThat(moved.notAfter()).isEqualTo(NOW + 1 + VALIDITY);
        assertThat(handOverAll(journal(2_000, NOW + 2), 2_000)).contains(handed, moved);
    }

    @Test
    void shouldRenewLinesNeverHandedOverAfterTheirNotAfter() {
        journal(10, NOW);
        assertThat(journal(10, NOW + VALIDITY).handOver(3).notAfter()).isEqualTo(NOW + 2 * VALIDITY);
    }

    @Test
    void shouldGiveNewIdentitiesWhenSentAnew() {
        List<SendJournal.Planned> first = handOverAll(journal(5, NOW), 5);
        SendJournal anew = SendJournal.open(sequences, CONTENT, 5, NOW, VALIDITY, true);
        assertThat(handOverAll(anew, 5)).doesNotContainAnyElementsOf(first);
    }

    @Test
    void shouldDropARowThatACrashLeftIncomplete() throws IOException {
        // Given
        List<SendJournal.Planned> before = handOverAll(journal(5, NOW), 5);
        Path path = onlyJournal();
        Files.writeString(path, "segm", StandardOpenOption.APPEND);
        // When
        SendJournal reopened = journal(5, NOW);
        // Then
        assertThat(handOverAll(reopened, 5)).isEqualTo(before);
        assertThat(Files.readString(path)).endsWith("\n").doesNotContain("segm\n");
    }

    @Test
    void shouldReportADamagedJournal() throws IOException {
        journal(5, NOW);
        Files.writeString(onlyJournal(), "lines five\n");
        assertThatThrownBy(() -> journal(5, NOW))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("--new");
    }

    private Path onlyJournal() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(path -> path.getFileName().toString().startsWith("sent-"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
