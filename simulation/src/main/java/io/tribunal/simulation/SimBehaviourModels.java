package io.tribunal.simulation;

import io.tribunal.core.behaviour.BehaviourModel;
import io.tribunal.core.behaviour.Transition;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Behaviour models of the simulated key-value service. */
public final class SimBehaviourModels {
    private SimBehaviourModels() {}

    /** Reaches SUSPECT after outputs of lying executors; GET and REMOVE lead from BUSY to CALM. */
    public static BehaviourModel lieDetecting() {
        return new BehaviourModel(
                "CALM",
                new TreeSet<>(List.of("BUSY", "CALM", "SUSPECT")),
                new TreeSet<>(List.of("SUSPECT")),
                List.of(
                        edge("CALM", "", "lie|plot|other", 1, "SUSPECT"),
                        edge("CALM", "^PUT", "^OK", 2, "BUSY"),
                        edge("BUSY", "", "lie|plot|other", 1, "SUSPECT"),
                        edge("BUSY", "^(GET|REMOVE)", "", 0, "CALM"),
                        new Transition("SUSPECT", "", "", Optional.empty(), "SUSPECT")));
    }

    /** Changes its state with every second response, depending on the output. */
    public static BehaviourModel alternating() {
        return new BehaviourModel(
                "EVEN",
                new TreeSet<>(List.of("EVEN", "ODD")),
                new TreeSet<>(List.of("ODD")),
                List.of(
                        edge("EVEN", "", "[13579]\"}$", 0, "ODD"),
                        edge("EVEN", "", "absent", 1, "ODD"),
                        edge("ODD", "", "[02468]\"}$", 0, "EVEN"),
                        edge("ODD", "k0", "", 3, "EVEN")));
    }

    private static Transition edge(String from, String input, String output, int count, String to) {
        return new Transition(from, input, output, Optional.of(count), to);
    }
}
