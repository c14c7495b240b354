package io.tribunal.schemas.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.admission.ReplayWindow;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Sequence numbers of one key in one partition, and the decision of the replay window on each. */
final class ReplayWindowVectors implements GoldenFile {
    @Override
    public String name() {
        return "replay-window";
    }

    @Override
    public JsonNode generate() {
        ReplayWindow window = new ReplayWindow();
        ArrayNode steps = Json.array();
        long offset = 0;
        for (long sequence : sequences()) {
            ObjectNode step = Json.object().put("sequence", sequence).put("offset", ++offset);
            describe(step, window.check(sequence));
            markIfFresh(window, sequence, offset);
            steps.add(step);
        }
        return Json.file(
                "Requests of one key in one partition, in offset order; each that is FRESH is admitted and marks the"
                        + " window (PROTOCOL 4). SEQUENCE_TOO_OLD: below the window; at rules version 1 such a request is"
                        + " REPLAYED. firstOffset: where a REPLAYED one was admitted.",
                steps);
    }

    private static long[] sequences() {
        long jump = 1L << 32;
        long[] edges = {
            7,
            7,
            6,
            0,
            0,
            8,
            1_031,
            7,
            8,
            9,
            9,
            1_032,
            8,
            1_031 + jump,
            1_033 + jump,
            1_032 + jump,
            1_032,
            1_031 + jump,
            9 + jump,
            8 + jump,
            9 + jump,
            Long.MAX_VALUE
        };
        Random random = new Random(5);
        LongStream walk =
                random.longs(300, -1_200, 600).map(step -> (2 * jump) + step).sorted();
        LongStream shuffled = random.longs(200, 0, 2_000).map(step -> (2 * jump) + step);
        LongStream negative = LongStream.of(-1, -1_024, Long.MIN_VALUE);
        return Stream.of(LongStream.of(edges), walk, shuffled, negative)
                .flatMapToLong(each -> each)
                .toArray();
    }

    private static void describe(ObjectNode step, ReplayWindow.Check check) {
        switch (check) {
            case ReplayWindow.Check.Fresh ignored -> step.put("check", "FRESH");
            case ReplayWindow.Check.Jump ignored -> step.put("check", "SEQUENCE_JUMP");
            case ReplayWindow.Check.TooOld ignored -> step.put("check", "SEQUENCE_TOO_OLD");
            case ReplayWindow.Check.Replayed replayed ->
                step.put("check", "REPLAYED").put("firstOffset", replayed.firstOffset());
        }
    }

    private static void markIfFresh(ReplayWindow window, long sequence, long offset) {
        if (window.check(sequence) instanceof ReplayWindow.Check.Fresh) {
            window.mark(sequence, offset);
        }
    }

    @Override
    public void check(JsonNode file) {
        ReplayWindow window = new ReplayWindow();
        for (JsonNode step : file.get("cases")) {
            long sequence = step.get("sequence").asLong();
            ObjectNode got = Json.object();
            describe(got, window.check(sequence));
            assertThat(got.get("check")).isEqualTo(step.get("check"));
            assertThat(got.path("firstOffset").toString())
                    .isEqualTo(step.path("firstOffset").toString());
            markIfFresh(window, sequence, step.get("offset").asLong());
        }
        assertThat(window.highest()).isPresent();
    }
}
