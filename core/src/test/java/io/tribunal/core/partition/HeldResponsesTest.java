package io.tribunal.core.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.ResponseContents;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.LoggedResponse;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.Status;
import io.tribunal.core.signature.SignedEnvelope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeldResponsesTest {
    private static final ExecutorId E1 = new ExecutorId("e1");
    private static final ExecutorId E2 = new ExecutorId("e2");

    private static LoggedResponse response(ExecutorId executor, long answers, long processedTo, long at, int bytes) {
        Response response = new Response(
                answers, Hash.ZERO, Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY, Status.OK, "", Bytes.EMPTY, List.of());
        SignedEnvelope envelope = new SignedEnvelope("", Bytes.EMPTY, "", Bytes.EMPTY, Optional.empty());
        ResponseBatch.Item item = new ResponseBatch.Item(Bytes.wrap(new byte[bytes]), response);
        return new LoggedResponse(executor, new ResponseBatch.Proved(envelope, processedTo, 0, List.of(), item), at);
    }

    private static ResponseReference at(long offset) {
        return new ResponseReference(offset, 0, 0);
    }

    private static List<LoggedResponse> released(HeldResponses held, long cursor) {
        List<LoggedResponse> released = new ArrayList<>();
        held.release(cursor, released::add);
        return released;
    }

    @Test
    void shouldReleaseHeldResponsesWhenTheyAreDueInLogOrder() {
        HeldResponses held = new HeldResponses(response -> response.encoded().length(), ResponseContents.unlimited());
        LoggedResponse late = response(E1, 3, 3, 20, 1);
        LoggedResponse early = response(E2, 4, 4, 10, 1);
        LoggedResponse later = response(E2, 5, 5, 11, 1);
        LoggedResponse again = response(E1, 1, 4, 12, 1);
        held.hold(late, 2);
        held.hold(early, 2);
        held.hold(later, 2);
        held.hold(again, 2);

        assertThat(held.all()).containsExactly(at(10), at(11), at(12), at(20));
        assertThat(released(held, 2)).isEmpty();
        assertThat(released(held, 4)).containsExactly(early, again, late);
        assertThat(released(held, 4)).isEmpty();
        assertThat(held.all()).containsExactly(at(11));
        assertThat(released(held, Long.MAX_VALUE)).containsExactly(later);
    }

    @Test
    void shouldBoundTheBytesHeldOfEachExecutorButHoldOneResponseOfAnyLength() {
        HeldResponses held = new HeldResponses(response -> response.encoded().length(), ResponseContents.unlimited());
        assertThat(held.hasRoomFor(response(E1, 1, 1, 1, 100), 10)).isTrue();
        held.hold(response(E1, 1, 1, 1, 6), 0);

        assertThat(held.hasRoomFor(response(E1, 2, 2, 2, 4), 10)).isTrue();
        assertThat(held.hasRoomFor(response(E1, 2, 2, 2, 5), 10)).isFalse();
        assertThat(held.hasRoomFor(response(E2, 2, 2, 2, 11), 10)).isTrue();
        assertThat(held.bytesOf(E1)).isEqualTo(6);
        released(held, 1);
        assertThat(held.bytesOf(E1)).isZero();
    }

    @Test
    void shouldReadAgainWhatTheMemoryHasNoRoomFor() {
        LoggedResponse kept = response(E1, 1, 1, 1, 100);
        LoggedResponse tooMuch = response(E1, 2, 2, 2, 100);
        List<Long> read = new ArrayList<>();
        ResponseContents contents = new ResponseContents(
                (offset, index) -> {
                    read.add(offset);
                    return tooMuch;
                },
                kept.retainedBytes());
        HeldResponses held = new HeldResponses(LoggedResponse::retainedBytes, contents);
        held.hold(kept, 0);
        held.hold(tooMuch, 0);

        assertThat(contents.bytesOf(E1)).isEqualTo(kept.retainedBytes());
        assertThat(held.bytesOf(E1)).isEqualTo(kept.retainedBytes() + tooMuch.retainedBytes());
        assertThat(read).isEmpty();
        assertThat(released(held, 2)).containsExactly(kept, tooMuch);
        assertThat(read).containsExactly(2L);
        assertThat(contents.bytesOf(E1)).isZero();
        assertThat(held.bytesOf(E1)).isZero();
    }
}
