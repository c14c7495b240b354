package io.tribunal.ingest.once;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.Status;
import io.tribunal.ingest.Outcome;
import io.tribunal.ingest.Recorder.Reach;
import io.tribunal.ingest.journal.JournalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestJournalTest {
    private static final Hash DEPLOYMENT = Hash.sha256(new byte[] {1});
    private static final KeyId KEY = new KeyId("ed25519:00112233");
    private static final Hash STATE = Hash.sha256(new byte[] {3});
    private static final LogPosition POSITION = new LogPosition(2, 40);

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("requests.journal");
    }

    private RequestJournal open() {
        return RequestJournal.open(file(), DEPLOYMENT, KEY, OptionalLong.empty());
    }

    private static Plan plan(int number) {
        return new Plan(
                new RequestId(Bytes.hex("00112233445566778899aabbccddee0" + number)),
                Long.MAX_VALUE - number,
                1_000 + number,
                Hash.sha256(new byte[] {(byte) number}),
                2,
                new Reach(30, 20));
    }

    private static Outcome.Agreed agreed() {
        return new Outcome.Agreed(
                POSITION,
                Status.REFUSED,
                "application/json; charset=\"x\"",
                Bytes.utf8("{\"a\": \"b c\n\u0000\"}"),
                Optional.of(STATE),
                List.of(new ExecutorId("e1"), new ExecutorId("e:2")));
    }

    @Test
    void shouldKnowEachRequestAfterItIsOpenedAgain() {
        // Given
        Outcome.Agreed stateless =
                new Outcome.Agreed(POSITION, Status.OK, "", Bytes.EMPTY, Optional.empty(), List.of());
        try (RequestJournal journal = open()) {
            for (int i = 0; i < 6; i++) {
                journal.plan("key " + i + "\n\u202e", plan(i));
            }
            journal.force();
            journal.appended("key 1\n\u202e", plan(1), POSITION);
            journal.decided("key 2\n\u202e", agreed());
            journal.decided("key 3\n\u202e", new Outcome.Split(POSITION, true));
            journal.plan("key 4\n\u202e", plan(7));
            journal.decided("key 5\n\u202e", stateless);
        }
        // When
        try (RequestJournal journal = open()) {
            // Then
            assertThat(journal.find("key 0\n\u202e")).contains(new KnownRequest.Planned(plan(0)));
            assertThat(journal.find("key 1\n\u202e")).contains(new KnownRequest.Appended(plan(1), 40));
            assertThat(journal.find("key 2\n\u202e")).contains(new KnownRequest.Decided(plan(2), agreed()));
            assertThat(journal.find("key 3\n\u202e"))
                    .contains(new KnownRequest.Decided(plan(3), new Outcome.Split(POSITION, true)));
            assertThat(journal.find("key 4\n\u202e")).contains(new KnownRequest.Planned(plan(7)));
            assertThat(journal.find("key 5\n\u202e")).contains(new KnownRequest.Decided(plan(5), stateless));
            assertThat(journal.find("key 6\n\u202e")).isEmpty();
        }
    }

    @Test
    void shouldForgetTheRowThatACrashLeftIncomplete() throws IOException {
        // Given
        try (RequestJournal journal = open()) {
            journal.plan("a", plan(1));
            journal.plan("b", plan(2));
        }
        String whole = Files.readString(file());
        for (int cut = 1; cut < whole.length() - whole.lastIndexOf("\n", whole.length() - 2); cut++) {
            Files.writeString(file(), whole.substring(0, whole.length() - cut));
            // When
            try (RequestJournal journal = open()) {
                // Then
                assertThat(journal.all()).containsOnlyKeys("a");
                journal.plan("b", plan(3));
            }
            try (RequestJournal journal = open()) {
                assertThat(journal.find("b")).contains(new KnownRequest.Planned(plan(3)));
            }
        }
    }

    @Test
    void shouldRefuseAJournalOfWhichAnyByteWasChanged() throws IOException {
        // Given
        try (RequestJournal journal = open()) {
            journal.plan("a", plan(1));
            journal.decided("a", agreed());
        }
        byte[] whole = Files.readAllBytes(file());
        for (int at = 0; at < whole.length - 1; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Files.write(file(), changed);
            // Then
            assertThatThrownBy(this::open).as("byte " + at).isInstanceOf(JournalException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "lines 3\n", "tribunal-requests-2 00 ed25519:00112233\n"})
    void shouldRefuseAnotherFile(String text) throws IOException {
        Files.writeString(file(), text);
        assertThatThrownBy(this::open)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("not the journal of this deployment");
    }

    @Test
    void shouldRefuseTheJournalOfAnotherDeploymentOrKey() {
        open().close();
        assertThatThrownBy(() -> RequestJournal.open(file(), Hash.sha256(new byte[] {9}), KEY, OptionalLong.empty()))
                .isInstanceOf(JournalException.class);
        assertThatThrownBy(
                        () -> RequestJournal.open(file(), DEPLOYMENT, new KeyId("ed25519:ffee"), OptionalLong.empty()))
                .isInstanceOf(JournalException.class);
    }

    @Test
    void shouldForgetOnlyWhatIsDecidedAndCannotBeSentAnyMore() {
        // Given
        try (RequestJournal journal = open()) {
            journal.plan("open", plan(1));
            journal.plan("old", plan(2));
            journal.decided("old", agreed());
            journal.plan("young", plan(5));
            journal.decided("young", agreed());
        }
        // When
        try (RequestJournal journal = RequestJournal.open(file(), DEPLOYMENT, KEY, OptionalLong.of(1_004))) {
            // Then
            assertThat(journal.all()).containsOnlyKeys("open", "young");
        }
    }

    @Test
    void shouldStaySmallHoweverOftenARequestIsPlanned() throws IOException {
        // Given
        try (RequestJournal journal = open()) {
            journal.setAbout("a file");
            for (int i = 0; i < 1_000; i++) {
                journal.plan("a", plan(i % 10));
            }
        }
        long before = Files.size(file());
        // When
        try (RequestJournal journal = open()) {
            // Then
            assertThat(Files.size(file())).isLessThan(before / 100);
            assertThat(journal.about()).isEqualTo("a file");
            journal.appended("a", plan(9), POSITION);
            journal.appended("a", plan(8), new LogPosition(2, 41));
        }
        try (RequestJournal journal = open()) {
            assertThat(journal.find("a")).contains(new KnownRequest.Appended(plan(9), 40));
            assertThat(journal.about()).isEqualTo("a file");
        }
    }

    @Test
    void shouldKeepTheFirstOutcome() {
        try (RequestJournal journal = open()) {
            journal.plan("a", plan(1));
            journal.decided("a", agreed());
            journal.decided("a", new Outcome.Split(POSITION, true));
            journal.appended("a", plan(1), POSITION);
            assertThat(journal.find("a")).contains(new KnownRequest.Decided(plan(1), agreed()));
        }
    }

    @Test
    void shouldRefuseARowOfARequestThatWasNotPlanned() throws IOException {
        open().close();
        Files.write(
                file(),
                Row.print(new Row.Appended("a", 3)).getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.APPEND);
        assertThatThrownBy(this::open).isInstanceOf(JournalException.class).hasMessageContaining("not planned");
    }
}
