package io.tribunal.worker.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.admission.ReplayWindow;

/** Checks sequence numbers against a new replay window; marks each fresh one. */
final class WindowProbe implements Probe {
    @Override
    public ObjectNode answer(JsonNode question) {
        ReplayWindow window = new ReplayWindow();
        return Wire.object("results", Wire.array(Wire.list(question, "checks", check -> check(window, check))));
    }

    private static ObjectNode check(ReplayWindow window, JsonNode check) {
        long sequence = Wire.int64(check, "sequence");
        ReplayWindow.Check found = window.check(sequence);
        if (found instanceof ReplayWindow.Check.Fresh) {
            window.mark(sequence, Wire.int64(check, "offset"));
        }
        return switch (found) {
            case ReplayWindow.Check.Fresh ignored -> Wire.object().put("check", "FRESH");
            case ReplayWindow.Check.Jump ignored -> Wire.object().put("check", "SEQUENCE_JUMP");
            case ReplayWindow.Check.TooOld ignored -> Wire.object().put("check", "SEQUENCE_TOO_OLD");
            case ReplayWindow.Check.Replayed replayed ->
                Wire.object().put("check", "REPLAYED").put("firstOffset", Long.toString(replayed.firstOffset()));
        };
    }
}
