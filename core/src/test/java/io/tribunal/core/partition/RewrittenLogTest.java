package io.tribunal.core.partition;

import static io.tribunal.core.partition.VotingFixture.executor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Three executors, of which one may lie: two that name the same other record prove that the log was changed. */
class RewrittenLogTest {
    private final VotingFixture fixture = new VotingFixture(VotingFixture::stateless);

    /** An answer to another record than the log holds at that offset. */
    private Response toAnother(long offset, String record) {
        Response it = fixture.answer(offset, "a");
        return new Response(
                offset,
                Hash.sha256(Bytes.utf8(record).array()),
                it.preState(),
                it.postState(),
                it.stateRoot(),
                it.status(),
                it.contentType(),
                it.output(),
                it.writes());
    }

    @Test
    void shouldNotReplayALogOfWhichAnAnsweredRecordWasChanged() {
        long changed = fixture.request();
        long later = fixture.request();
        for (String author : List.of("e1", "e2", "e3")) {
            fixture.send(author, later, fixture.answer(changed, "a"), fixture.answer(later, "b"));
        }

        assertThatExceptionOfType(LogContradictionException.class)
                .isThrownBy(() -> fixture.rewriteAndReplay(changed))
                .withMessageStartingWith("business-log 0@1: ")
                .withMessageContaining("[e1, e2]");
    }

    @Test
    void shouldGoOnWhenOneExecutorNamesAnotherRecord() {
        long offset = fixture.request();
        fixture.send("e1", offset, fixture.answer(offset, "a"));
        fixture.send("e3", offset, toAnother(offset, "x"));

        assertThat(fixture.send("e2", offset, fixture.answer(offset, "a")))
                .contains("#0 AGREED a 1 [e1, e2] against [e3 REQUEST_HASH] silent []");
    }

    @Test
    void shouldGoOnWhenTwoNameDifferentRecords() {
        long offset = fixture.request();
        fixture.send("e2", offset, toAnother(offset, "x"));

        assertThat(fixture.send("e3", offset, toAnother(offset, "y"))).isEmpty();
        assertThat(fixture.send("e1", offset, fixture.answer(offset, "a")))
                .contains("#0 SPLIT 1 [] against [e1 UNDECIDED, e2 REQUEST_HASH, e3 REQUEST_HASH] silent []");
    }

    @Test
    void shouldNotCountOneExecutorTwice() {
        long offset = fixture.request();
        fixture.send("e2", offset, toAnother(offset, "x"));

        fixture.send("e2", offset, toAnother(offset, "x"));

        assertThatExceptionOfType(LogContradictionException.class)
                .isThrownBy(() -> fixture.send("e3", offset, toAnother(offset, "x")));
    }

    @Test
    void shouldRememberTheLatestClaimsOfEachExecutorApart() {
        for (int i = 0; i <= RequestHashWatch.CLAIMS; i++) {
            long offset = fixture.request();
            fixture.send("e2", offset, toAnother(offset, "x"));
        }
        long first = 1;
        long last = RequestHashWatch.CLAIMS + 1L;

        fixture.send("e3", last, toAnother(first, "x"));

        assertThatExceptionOfType(LogContradictionException.class)
                .isThrownBy(() -> fixture.send("e3", last, toAnother(last, "x")))
                .withMessageContaining("" + List.of(executor("e2"), executor("e3")));
    }
}
