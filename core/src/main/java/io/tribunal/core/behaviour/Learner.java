package io.tribunal.core.behaviour;

import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.encoding.SnapshotPart;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Follows the executors of one partition through the behaviour model, round by round in business order (paper two's
 * learner; PROTOCOL 9). When the model changes, all executors begin at its start. Not safe for use by several threads.
 */
public final class Learner implements SnapshotPart {
    /**
     * The executors' positions after the rounds that are learned.
     *
     * @param model digest of the model
     * @param agreed the position of executors that did not answer in the last round
     * @param own positions of those that did
     */
    record Memory(Hash model, Position agreed, SortedMap<ExecutorId, Position> own) {
        Memory {
            own = Collections.unmodifiableSortedMap(new TreeMap<>(own));
        }

        Position of(ExecutorId executor) {
            return own.getOrDefault(executor, agreed);
        }

        void writeTo(CanonicalWriter out) {
            agreed.writeTo(out.hash(model));
            out.map(own, position -> position.writeTo(out));
        }

        static Memory readFrom(CanonicalReader in) {
            return new Memory(in.hash(), Position.readFrom(in), in.map(ExecutorId::new, () -> Position.readFrom(in)));
        }
    }

    private final TreeMap<Long, Round> rounds = new TreeMap<>();
    private final SortedSet<Long> changed = new TreeSet<>();
    private Optional<Memory> memory = Optional.empty();
    private @Nullable Automaton automaton;

    /** Opens the round of the next ballot. */
    public Round open(BehaviourModel model, ObservedBallot subject, String operation, Bytes body) {
        Automaton current = compiled(model);
        Round round = new Round(subject, current, current.matchingInput(operation, body), changed);
        Map.Entry<Long, Round> previous = rounds.lastEntry();
        if (previous != null && isSame(previous.getValue().automaton(), current)) {
            previous.getValue().continueWith(round);
        } else {
            Optional<Memory> known = previous == null ? memoryOf(current) : Optional.empty();
            subject.electorate()
                    .forEach(executor -> round.begin(
                            executor, known.map(all -> all.of(executor)).orElseGet(current::start)));
        }
        rounds.put(subject.position().offset(), round);
        return round;
    }

    /** The round of a ballot that was learned before a restart. */
    public Round reopen(BehaviourModel model, ObservedBallot subject, Learned learned) {
        return new Round(subject, compiled(model), learned);
    }

    /**
     * Learns the complete rounds, in business order.
     *
     * @param isComplete whether no further answer to the entry at a business offset is waited for
     * @param observedAt offset of the response-log record that is being handled
     */
    public List<Anomaly> learn(LongPredicate isComplete, long observedAt) {
        List<Anomaly> anomalies = new ArrayList<>();
        while (!rounds.isEmpty() && isComplete.test(rounds.firstKey())) {
            anomalies.addAll(learn(rounds.pollFirstEntry().getValue(), observedAt));
        }
        return anomalies;
    }

    private List<Anomaly> learn(Round round, long observedAt) {
        Automaton current = round.automaton();
        Position before = memoryOf(current).map(Memory::agreed).orElseGet(current::start);
        Consensus consensus = round.learn(before);
        memory = Optional.of(new Memory(current.digest(), consensus.position().orElse(before), round.positions()));
        return new Review(round, before.state(), consensus).anomalies(observedAt);
    }

    private Optional<Memory> memoryOf(Automaton current) {
        return memory.filter(known -> known.model().equals(current.digest()));
    }

    private Automaton compiled(BehaviourModel model) {
        Automaton known = automaton;
        if (known == null || !known.model().equals(model)) {
            known = new Automaton(model);
            automaton = known;
        }
        return known;
    }

    private static boolean isSame(Automaton one, Automaton other) {
        return one.digest().equals(other.digest());
    }

    /** Removes and returns the business offsets of the rounds in which a new state has become known. */
    public List<Long> takeChanged() {
        List<Long> taken = List.copyOf(changed);
        changed.clear();
        return taken;
    }

    /** Empty before the first round is learned. */
    Optional<Memory> memory() {
        return memory;
    }

    @Override
    public void writeTo(CanonicalWriter out) {
        out.optional(memory, known -> known.writeTo(out));
    }

    @Override
    public void readFrom(CanonicalReader in) {
        memory = in.optional(() -> Memory.readFrom(in));
    }
}
