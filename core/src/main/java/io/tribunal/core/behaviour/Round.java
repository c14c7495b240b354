package io.tribunal.core.behaviour;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The behaviour of the executors in one ballot: the position of each before it, what its answer shows, and its new state.
 * An executor's position before a round is the one after its own answer in the previous round; if it gave none, it is the
 * agreed one, once that round is learned. So the order in which answers arrive does not matter.
 */
public final class Round {
    /** What the valid answer of an executor shows. */
    private record Seen(Hash vote, long matched) {}

    private final ObservedBallot subject;
    private final Automaton automaton;
    private final long matchedInput;
    private final SortedSet<Long> changed;
    private final SortedMap<ExecutorId, Position> before = new TreeMap<>();
    private final SortedMap<ExecutorId, Seen> seen = new TreeMap<>();
    private final SortedMap<ExecutorId, Position> after = new TreeMap<>();
    private final SortedSet<ExecutorId> discredited = new TreeSet<>();
    private final Map<Hash, Long> outputs = new HashMap<>();
    private @Nullable Round next;
    private @Nullable Learned learned;

    /**
     * A round without answers.
     *
     * @param changed takes its business offset when a new state becomes known
     */
    Round(ObservedBallot subject, Automaton automaton, long matchedInput, SortedSet<Long> changed) {
        this.subject = subject;
        this.automaton = automaton;
        this.matchedInput = matchedInput;
        this.changed = changed;
    }

    /** A round as it stood after it was learned. */
    Round(ObservedBallot subject, Automaton automaton, Learned learned) {
        this(subject, automaton, 0, new TreeSet<>());
        this.learned = learned;
    }

    /** Takes the first valid answer of an executor; after the round was learned it is ignored. */
    public void observe(ExecutorId executor, Hash vote, String status, Bytes normalizedOutput) {
        if (learned == null && !seen.containsKey(executor)) {
            seen.put(executor, new Seen(vote, matchedInput & matchedOutput(vote, status, normalizedOutput)));
            advance(executor);
        }
    }

    /** Equal outputs match the same transitions, so each is matched once. */
    private long matchedOutput(Hash vote, String status, Bytes normalizedOutput) {
        return outputs.computeIfAbsent(vote, unknown -> automaton.matchingOutput(status, normalizedOutput));
    }

    /** The executor equivocated: its new state no longer counts towards the agreed one. */
    public void discredit(ExecutorId executor) {
        discredited.add(executor);
    }

    /** Forgets all answers, and the positions that they gave to the next round. */
    public void restart() {
        seen.clear();
        after.clear();
        discredited.clear();
        outputs.clear();
        if (next != null) {
            next.before.clear();
        }
    }

    /** The new state of an executor that has answered, once its position before the round is known. */
    public Optional<String> newState(ExecutorId executor) {
        return learned == null
                ? Optional.ofNullable(after.get(executor)).map(Position::state)
                : Optional.ofNullable(learned.newStates().get(executor));
    }

    /** What was learned from this round; empty while answers may still come. */
    public Optional<Learned> learned() {
        return Optional.ofNullable(learned);
    }

    /** Sets the position of an executor before this round; only the first call counts. */
    void begin(ExecutorId executor, Position position) {
        if (takes(executor, position)) {
            advance(executor);
        }
    }

    private boolean takes(ExecutorId executor, Position position) {
        return subject.electorate().contains(executor) && before.putIfAbsent(executor, position) == null;
    }

    /** Moves an executor through this round and the following ones, as far as it has answered. */
    private void advance(ExecutorId executor) {
        Round round = this;
        while (round != null) {
            Optional<Position> position = round.step(executor);
            if (position.isEmpty() || round.next == null || !round.next.takes(executor, position.get())) {
                return;
            }
            round = round.next;
        }
    }

    private Optional<Position> step(ExecutorId executor) {
        Position from = before.get(executor);
        Seen shown = seen.get(executor);
        if (from == null || shown == null || after.containsKey(executor)) {
            return Optional.empty();
        }
        Position to = automaton.next(from, shown.matched());
        after.put(executor, to);
        changed.add(subject.position().offset());
        return Optional.of(to);
    }

    /** Sets the round that follows this one. */
    void continueWith(Round following) {
        next = following;
        after.forEach(following::begin);
    }

    /** Ends this round: executors that have not answered continue from the agreed position. */
    Consensus learn(Position agreedBefore) {
        List<Position> votes = new ArrayList<>(after.size());
        after.forEach((executor, position) -> {
            if (!discredited.contains(executor)) {
                votes.add(position);
            }
        });
        Consensus consensus = Consensus.of(votes, subject.needed(), automaton);
        SortedMap<ExecutorId, String> newStates = new TreeMap<>();
        after.forEach((executor, position) -> newStates.put(executor, position.state()));
        learned = new Learned(consensus.state(), newStates);
        changed.add(subject.position().offset());
        if (next != null) {
            Position agreed = consensus.position().orElse(agreedBefore);
            Round following = next;
            following.subject.electorate().forEach(executor -> following.begin(executor, agreed));
            next = null;
        }
        return consensus;
    }

    ObservedBallot subject() {
        return subject;
    }

    Automaton automaton() {
        return automaton;
    }

    /** The new positions of the executors that answered. */
    SortedMap<ExecutorId, Position> positions() {
        return after;
    }

    /** Tuples of all executors that answered, ascending by executor. */
    List<Tuple> tuples() {
        List<Tuple> tuples = new ArrayList<>(after.size());
        for (ExecutorId executor : after.keySet()) {
            tuples.add(tuple(executor));
        }
        return tuples;
    }

    private Tuple tuple(ExecutorId executor) {
        return new Tuple(
                executor,
                Optional.ofNullable(seen.get(executor)).orElseThrow().vote(),
                Optional.ofNullable(before.get(executor)).orElseThrow().state(),
                Optional.ofNullable(after.get(executor)).orElseThrow().state());
    }
}
