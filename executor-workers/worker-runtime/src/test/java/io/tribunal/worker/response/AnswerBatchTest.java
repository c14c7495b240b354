package io.tribunal.worker.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.Status;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AnswerBatchTest {
    private static List<ResponseBatch.Item> items(long from, int count, int bytes) {
        return LongStream.range(from, from + count)
                .mapToObj(offset -> new ResponseBatch.Item(
                        Bytes.wrap(new byte[bytes]),
                        new Response(
                                offset,
                                Hash.ZERO,
                                Bytes.EMPTY,
                                Bytes.EMPTY,
                                Bytes.EMPTY,
                                Status.OK,
                                "",
                                Bytes.EMPTY,
                                List.of())))
                .toList();
    }

    @Test
    void shouldBeAHeartbeatWithoutAnswers() {
        assertThat(AnswerBatch.cut(List.of(), 4, 9)).containsExactly(new AnswerBatch(9, 10, List.of()));
    }

    @Test
    void shouldHoldAtMost256Answers() {
        List<AnswerBatch> batches = AnswerBatch.cut(items(10, 600, 1), 9, 700);

        assertThat(batches).extracting(batch -> batch.items().size()).containsExactly(256, 256, 88);
        assertThat(batches).extracting(AnswerBatch::processedTo).containsExactly(265L, 521L, 700L);
        assertThat(batches).extracting(AnswerBatch::resumeFrom).containsExactly(266L, 522L, 701L);
    }

    @Test
    void shouldHoldAtMost512KiB() {
        List<AnswerBatch> batches = AnswerBatch.cut(items(1, 5, 200 << 10), 0, 5);

        assertThat(batches).extracting(batch -> batch.items().size()).containsExactly(2, 2, 1);
    }

    @Test
    void shouldAnnounceNothingLowerButResumeFromTheLastAnswer() {
        List<AnswerBatch> batches = AnswerBatch.cut(items(3, 300, 1), 1000, 302);

        assertThat(batches).extracting(AnswerBatch::processedTo).containsExactly(1000L, 1000L);
        assertThat(batches).extracting(AnswerBatch::resumeFrom).containsExactly(259L, 303L);
    }
}
