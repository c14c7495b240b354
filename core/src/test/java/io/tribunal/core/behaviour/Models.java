package io.tribunal.core.behaviour;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Behaviour models for tests. */
final class Models {
    private Models() {}

    /** Paper two's figure: six errors or failures stay, the seventh is one too many. */
    static BehaviourModel figure() {
        return new BehaviourModel(
                "NORMAL",
                new TreeSet<>(List.of("ABNORMAL", "NORMAL")),
                new TreeSet<>(List.of("ABNORMAL")),
                List.of(
                        new Transition("NORMAL", "", "Success", Optional.empty(), "NORMAL"),
                        edge("NORMAL", "", "Error|Failure", 6, "ABNORMAL"),
                        edge("ABNORMAL", "", "Success", 2, "NORMAL")));
    }

    /** A state per letter of the output, reached at once; {@code x} twice in a row raises the alarm. */
    static BehaviourModel letters() {
        return new BehaviourModel(
                "a",
                new TreeSet<>(List.of("a", "b", "x")),
                new TreeSet<>(List.of("x")),
                List.of(
                        edge("a", "", "b", 0, "b"),
                        edge("b", "", "a", 0, "a"),
                        edge("a", "", "x", 1, "x"),
                        edge("b", "", "x", 1, "x"),
                        edge("x", "", "a", 0, "a")));
    }

    static Transition edge(String from, String input, String output, int count, String to) {
        return new Transition(from, input, output, Optional.of(count), to);
    }

    /** One state, and one expression sought in outputs. */
    static BehaviourModel seeking(String output) {
        return new BehaviourModel(
                "quiet",
                new TreeSet<>(List.of("found", "quiet")),
                new TreeSet<>(),
                List.of(edge("quiet", "", output, 0, "found")));
    }
}
