package io.tribunal.ingest.once;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.RequestId;
import io.tribunal.ingest.NewRequest;
import io.tribunal.ingest.Recorder.Reach;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalsTest {
    private static final Hash DEPLOYMENT = Hash.sha256(new byte[] {1});
    private static final KeyId KEY = new KeyId("ed25519:00112233");
    private static final String NAME = "/data/payments.ndjson";

    @TempDir
    private Path directory;

    private FileJournals journals() {
        return new FileJournals(directory, DEPLOYMENT, KEY);
    }

    private static FileJournals.Identity file(String name, String... lines) {
        List<FileLine> file = new ArrayList<>();
        for (String line : lines) {
            file.add(new FileLine(
                    file.size() + 1, Optional.empty(), NewRequest.json("ledger", "INCREMENT", Bytes.utf8(line))));
        }
        return FileJournals.Identity.of(name, file);
    }

    /** Sends the first lines of a file. */
    private void send(FileJournals.Identity file, int lines, boolean anew) {
        try (RequestJournal journal = journals().of(file, anew)) {
            file.contents().entrySet().stream().limit(lines).forEach(line -> {
                String place = Integer.toString(line.getKey());
                if (journal.find(place).isEmpty()) {
                    journal.plan(
                            place,
                            new Plan(
                                    new RequestId(Bytes.hex("00112233445566778899aabbccddeeff")),
                                    line.getKey(),
                                    0,
                                    line.getValue(),
                                    0,
                                    new Reach(0, 0)));
                }
            });
        }
    }

    private int sent(FileJournals.Identity file) {
        try (RequestJournal journal = journals().of(file, false)) {
            return journal.all().size();
        }
    }

    @Test
    void shouldFindTheSameFileUnderAnyName() {
        send(file(NAME, "a", "b", "c"), 2, false);
        assertThat(sent(file(NAME, "a", "b", "c"))).isEqualTo(2);
        assertThat(sent(file("/tmp/copy", "a", "b", "c"))).isEqualTo(2);
        assertThat(sent(file("", "a", "b", "c"))).isEqualTo(2);
    }

    @Test
    void shouldKnowTheLinesOfAFileThatHasGrown() {
        send(file(NAME, "a", "b"), 1, false);
        assertThat(sent(file(NAME, "a", "b", "c"))).isEqualTo(1);
        send(file(NAME, "a", "b", "c"), 3, false);
        assertThat(sent(file(NAME, "a", "b", "c", "a"))).isEqualTo(3);
    }

    @Test
    void shouldKnowTheLinesOfAFileThatHasGrownUnderAnotherNameIfAllWereSent() {
        send(file(NAME, "a", "b"), 2, false);
        assertThat(sent(file("/other", "a", "b", "c"))).isEqualTo(2);
    }

    @Test
    void shouldLetLinesChangeThatWereNotSent() {
        send(file(NAME, "a", "b", "c"), 2, false);
        assertThat(sent(file(NAME, "a", "b", "changed", "d"))).isEqualTo(2);
    }

    @Test
    void shouldKnowAFileThatWasRenamedAndThenChanged() {
        send(file("/first", "a", "b", "c"), 2, false);
        send(file(NAME, "a", "b", "c"), 3, false);
        assertThat(sent(file(NAME, "a", "b", "c", "d"))).isEqualTo(3);
        assertThatThrownBy(() -> sent(file(NAME, "changed", "b", "c"))).isInstanceOf(FileRefusedException.class);
        assertThat(sent(file("/first", "a", "b", "c"))).isEqualTo(3);
    }

    @Test
    void shouldKnowTheEarlierVersionOfAFileThatHasGrown() {
        send(file("/first", "a"), 1, false);
        send(file(NAME, "a", "b"), 2, false);
        assertThat(sent(file("/first", "a"))).isEqualTo(2);
        assertThat(sent(file("/backup", "a"))).isEqualTo(2);
        assertThat(sent(file(NAME, "a", "b", "c"))).isEqualTo(2);
    }

    @Test
    void shouldRefuseAnInterruptedFileThatHasGrownUnderAnotherName() {
        send(file(NAME, "a", "b", "c"), 2, false);
        assertThatThrownBy(() -> sent(file("/other", "a", "b", "c", "d"))).isInstanceOf(FileRefusedException.class);
        assertThatThrownBy(() -> sent(file("", "a", "b", "c", "d"))).isInstanceOf(FileRefusedException.class);
        assertThatThrownBy(() -> sent(file("/other", "a", "b", "changed"))).isInstanceOf(FileRefusedException.class);
        assertThat(sent(file("/other", "a", "x", "y"))).isZero();
    }

    @Test
    void shouldRefuseIdsForLinesThatWereSentWithoutThem() {
        // Given
        send(file(NAME, "a", "b"), 2, false);
        FileLine known = new FileLine(1, Optional.of("1"), NewRequest.json("ledger", "INCREMENT", Bytes.utf8("a")));
        FileLine unknown = new FileLine(1, Optional.of("1"), NewRequest.json("ledger", "INCREMENT", Bytes.utf8("z")));
        // Then
        assertThatThrownBy(() ->
                        journals().requireNoIdsForLinesThatWereSent(FileJournals.Identity.of(NAME, List.of(known))))
                .isInstanceOf(FileRefusedException.class);
        journals().requireNoIdsForLinesThatWereSent(FileJournals.Identity.of(NAME, List.of(unknown)));
        journals().requireNoIdsForLinesThatWereSent(FileJournals.Identity.of("/other", List.of(known)));
    }

    @Test
    void shouldRefuseAnIdForOneOfTheLinesThatWereSentWithout() {
        send(file(NAME, "a", "b"), 2, false);
        FileLine first = new FileLine(1, Optional.empty(), NewRequest.json("ledger", "INCREMENT", Bytes.utf8("a")));
        FileLine second = new FileLine(2, Optional.of("1"), NewRequest.json("ledger", "INCREMENT", Bytes.utf8("b")));
        assertThatThrownBy(() -> sent(FileJournals.Identity.of(NAME, List.of(first, second))))
                .isInstanceOf(FileRefusedException.class);
    }

    @Test
    void shouldRefuseAFileOfWhichASentLineWasChanged() {
        send(file(NAME, "a", "b", "c"), 3, false);
        assertThatThrownBy(() -> sent(file(NAME, "a", "changed", "c")))
                .isInstanceOfSatisfying(
                        FileRefusedException.class,
                        refused -> assertThat(refused.line()).isEqualTo(2))
                .hasMessageContaining("--new");
        assertThatThrownBy(() -> sent(file(NAME, "first", "a", "b", "c"))).isInstanceOf(FileRefusedException.class);
        assertThatThrownBy(() -> sent(file(NAME, "b", "c"))).isInstanceOf(FileRefusedException.class);
        assertThat(sent(file(NAME, "a"))).isEqualTo(3);
    }

    @Test
    void shouldTakeAFileOfTheSameNameWithOtherLinesOnlyAsANewOne() {
        send(file(NAME, "a", "b"), 2, false);
        assertThat(sent(file(NAME, "c", "d"))).isZero();
        assertThat(sent(file(NAME, "a", "b"))).isEqualTo(2);
    }

    @Test
    void shouldBeginAgainWhenItIsToldTo() {
        send(file(NAME, "a", "b"), 2, false);
        send(file(NAME, "a", "b"), 1, true);
        assertThat(sent(file(NAME, "a", "b"))).isEqualTo(1);
        send(file(NAME, "a", "changed"), 1, true);
        assertThat(sent(file(NAME, "a", "changed"))).isEqualTo(1);
    }

    @Test
    void shouldKnowNothingOfAnotherDeploymentOrKey() {
        send(file(NAME, "a", "b"), 2, false);
        for (FileJournals other : List.of(
                new FileJournals(directory, Hash.sha256(new byte[] {2}), KEY),
                new FileJournals(directory, DEPLOYMENT, new KeyId("ed25519:ffee")))) {
            try (RequestJournal journal = other.of(file(NAME, "a", "b"), false)) {
                assertThat(journal.all()).isEmpty();
            }
        }
    }

    @Test
    void shouldKeepLinesWithAnIdInAJournalOfTheirOwn() {
        try (RequestJournal ids = journals().ofIds(OptionalLong.empty())) {
            ids.setAbout("ids");
        }
        send(file(NAME, "a"), 1, false);
        assertThat(sent(file(NAME, "a"))).isEqualTo(1);
    }

    @Test
    void shouldTellPlacesApartAroundBlankLines() {
        FileLine second = new FileLine(2, Optional.empty(), NewRequest.json("l", "GET", Bytes.utf8("a")));
        FileLine third = new FileLine(3, Optional.empty(), NewRequest.json("l", "GET", Bytes.utf8("a")));
        send(FileJournals.Identity.of(NAME, List.of(second)), 1, false);
        assertThatThrownBy(() -> sent(FileJournals.Identity.of(NAME, List.of(third))))
                .isInstanceOf(FileRefusedException.class);
    }
}
