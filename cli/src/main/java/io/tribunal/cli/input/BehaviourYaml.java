package io.tribunal.cli.input;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tribunal.core.behaviour.BehaviourModel;
import io.tribunal.core.behaviour.Transition;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The YAML form of a behaviour model, key by key. Jackson passes null for a missing key. */
record BehaviourYaml(
        String start,
        List<String> states,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> alarm,
        List<Edge> transitions) {
    BehaviourYaml {
        requireNonNull(start, "lacks start");
        requireNonNull(states, "lacks states");
        requireNonNull(transitions, "lacks transitions");
    }

    /** One transition. */
    record Edge(String from, String input, String output, Count count, String to) {
        Edge {
            requireNonNull(from, "lacks from");
            requireNonNull(input, "lacks input");
            requireNonNull(output, "lacks output");
            requireNonNull(count, "lacks count");
            requireNonNull(to, "lacks to");
        }

        private Transition transition() {
            return new Transition(from, input, output, count.limit(), to);
        }
    }

    /** How many matches in a row do not leave the state; no limit is written {@code "*"}. */
    record Count(Optional<Integer> limit) {
        static final String EXPECTED = "must be a whole number or \"*\"";
        private static final String UNLIMITED = "*";

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Count of(int limit) {
            return new Count(Optional.of(limit));
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Count of(String text) {
            if (!text.equals(UNLIMITED)) {
                throw new IllegalArgumentException(EXPECTED);
            }
            return new Count(Optional.empty());
        }
    }

    /**
     * Makes the model of this document.
     *
     * @throws IllegalArgumentException if a state is named twice, or if the model contradicts itself
     */
    BehaviourModel model() {
        return new BehaviourModel(
                start,
                distinct("states", states),
                distinct("alarm", alarm),
                transitions.stream().map(Edge::transition).toList());
    }

    private static SortedSet<String> distinct(String key, List<String> names) {
        SortedSet<String> distinct = new TreeSet<>();
        for (String name : names) {
            if (!distinct.add(name)) {
                throw new IllegalArgumentException("in " + key + ", " + name + " is named twice");
            }
        }
        return distinct;
    }
}
