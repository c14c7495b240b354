package io.tribunal.core.behaviour;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A compiled behaviour model. An observation is reduced to the set of transitions that match it, one bit for each in the
 * model's order; running the model then only counts.
 */
public final class Automaton {
    /** Instructions of all expressions of a model. */
    private static final int MAX_PROGRAMS = 4_000;

    private final BehaviourModel model;
    private final Hash digest;
    private final Map<String, LinearExpression> expressions = new TreeMap<>();
    private final Map<String, List<Integer>> leaving = new TreeMap<>();

    public Automaton(BehaviourModel model) {
        this.model = model;
        this.digest = model.digest();
        model.states().forEach(state -> leaving.put(state, new ArrayList<>()));
        for (int i = 0; i < model.transitions().size(); i++) {
            Transition transition = model.transitions().get(i);
            outgoing(transition.from()).add(i);
            compile(transition.input());
            compile(transition.output());
        }
    }

    private void compile(String expression) {
        if (!expressions.containsKey(expression)) {
            LinearExpression.compile(expression)
                    .filter(linear -> programSize() + linear.programSize() <= MAX_PROGRAMS)
                    .ifPresent(linear -> expressions.put(expression, linear));
        }
    }

    private int programSize() {
        return expressions.values().stream()
                .mapToInt(LinearExpression::programSize)
                .sum();
    }

    /** Expressions that match nothing: not RE2's, too large by themselves or with those before them, or folding case. */
    public List<String> faults() {
        return model.transitions().stream()
                .flatMap(transition -> Stream.of(transition.input(), transition.output()))
                .distinct()
                .filter(expression -> !expressions.containsKey(expression))
                .toList();
    }

    public BehaviourModel model() {
        return model;
    }

    /** The model's digest. */
    Hash digest() {
        return digest;
    }

    boolean isAlarm(String state) {
        return model.alarm().contains(state);
    }

    /** Transitions whose input is found in a request. */
    long matchingInput(String operation, Bytes body) {
        return matching(Transition::input, ObservedText.of(operation, body));
    }

    /** Transitions whose output is found in an answer. */
    long matchingOutput(String status, Bytes normalizedOutput) {
        return matching(Transition::output, ObservedText.of(status, normalizedOutput));
    }

    /** Searches for each distinct expression once. */
    private long matching(Function<Transition, String> side, String text) {
        Map<String, Boolean> known = new TreeMap<>();
        long found = 0;
        for (int i = 0; i < model.transitions().size(); i++) {
            String expression = side.apply(model.transitions().get(i));
            if (known.computeIfAbsent(expression, one -> isFound(one, text))) {
                found |= 1L << i;
            }
        }
        return found;
    }

    private boolean isFound(String expression, String text) {
        return Optional.ofNullable(expressions.get(expression))
                .filter(linear -> linear.isFoundIn(text))
                .isPresent();
    }

    Position start() {
        return at(model.start());
    }

    /** The position in a state that has just been reached. */
    Position at(String state) {
        return new Position(state, Collections.nCopies(outgoing(state).size(), 0));
    }

    /** The position after a step that these transitions match. */
    Position next(Position position, long matched) {
        List<Integer> outgoing = outgoing(position.state());
        List<Integer> runs = new ArrayList<>();
        for (int k = 0; k < outgoing.size(); k++) {
            int index = outgoing.get(k);
            Transition transition = model.transitions().get(index);
            boolean counts = transition.count().isPresent() && (matched >> index & 1) == 1;
            int run = counts ? position.runs().get(k) + 1 : 0;
            if (transition.firesAfter(run)) {
                return at(transition.to());
            }
            runs.add(run);
        }
        return new Position(position.state(), runs);
    }

    private List<Integer> outgoing(String state) {
        return Optional.ofNullable(leaving.get(state))
                .orElseThrow(() -> new IllegalArgumentException(state + " is none of the model's states"));
    }
}
