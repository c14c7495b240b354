package io.tribunal.core.behaviour;

import io.tribunal.core.identity.Hash;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * How an executor's answers may follow each other: a state machine that is run for each executor (paper two;
 * PROTOCOL 9). Bounded, and checked in all but its expressions: those that RE2 does not take match nothing
 * ({@link Automaton#faults}), so that admission needs no RE2 in any language.
 *
 * @param start one of the states
 * @param states 1 to 64 of A-Z a-z 0-9 . _ : - each
 * @param alarm states whose being reached is an anomaly
 * @param transitions of those that fire at once, the first in this order does
 */
public record BehaviourModel(
        String start, SortedSet<String> states, SortedSet<String> alarm, List<Transition> transitions) {
    public static final int MAX_STATES = 64;
    public static final int MAX_TRANSITIONS = 64;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    public BehaviourModel {
        states = Collections.unmodifiableSortedSet(new TreeSet<>(states));
        alarm = Collections.unmodifiableSortedSet(new TreeSet<>(alarm));
        transitions = List.copyOf(transitions);
        require(states.size() <= MAX_STATES, "a behaviour model has at most " + MAX_STATES + " states");
        require(
                transitions.size() <= MAX_TRANSITIONS,
                "a behaviour model has at most " + MAX_TRANSITIONS + " transitions");
        require(
                states.stream().allMatch(name -> NAME.matcher(name).matches()),
                "a state's name must be 1 to 64 of A-Z a-z 0-9 . _ : -");
        require(states.contains(start), "start is none of the states");
        require(states.containsAll(alarm), "an alarm state is none of the states");
        for (Transition transition : transitions) {
            require(
                    states.contains(transition.from()) && states.contains(transition.to()),
                    "a transition leaves or reaches what is none of the states");
        }
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** SHA-256 over all of it: the same for equal models only. */
    public Hash digest() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(start);
            names(out, states);
            names(out, alarm);
            out.writeInt(transitions.size());
            for (Transition transition : transitions) {
                out.writeUTF(transition.from());
                out.writeUTF(transition.input());
                out.writeUTF(transition.output());
                out.writeInt(transition.count().orElse(-1));
                out.writeUTF(transition.to());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return Hash.sha256(bytes.toByteArray());
    }

    private static void names(DataOutputStream out, SortedSet<String> names) throws IOException {
        out.writeInt(names.size());
        for (String name : names) {
            out.writeUTF(name);
        }
    }
}
