package io.tribunal.core.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A learner that takes rounds and answers, and can be restarted between any two of them. */
final class BehaviourFixture {
    private final BehaviourModel model;
    private final SortedSet<ExecutorId> electorate;
    private final int needed;
    private final Map<Long, Round> rounds = new TreeMap<>();
    private final Map<Long, Map<ExecutorId, String>> answers = new TreeMap<>();
    private final Map<Long, Learned> learned = new TreeMap<>();
    private final List<Anomaly> anomalies = new ArrayList<>();
    private Learner learner = new Learner();

    BehaviourFixture(BehaviourModel model, int executors) {
        this.model = model;
        this.needed = executors / 2 + 1;
        this.electorate = IntStream.rangeClosed(1, executors)
                .mapToObj(BehaviourFixture::executor)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static ExecutorId executor(int number) {
        return new ExecutorId("e" + number);
    }

    BehaviourFixture open(long offset) {
        rounds.put(offset, learner.open(model, subject(offset), "GET", Bytes.EMPTY));
        answers.put(offset, new TreeMap<>());
        return this;
    }

    private ObservedBallot subject(long offset) {
        return new ObservedBallot(new LogPosition(0, offset), Hash.ZERO, electorate, needed);
    }

    BehaviourFixture answer(long offset, int executor, String output) {
        if (rounds.containsKey(offset)) {
            answers.get(offset).putIfAbsent(executor(executor), output);
            observe(rounds.get(offset), executor(executor), output);
        }
        return this;
    }

    /** All of them, e1 first. */
    BehaviourFixture answers(long offset, String... outputs) {
        for (int i = 0; i < outputs.length; i++) {
            answer(offset, i + 1, outputs[i]);
        }
        return this;
    }

    private static void observe(Round round, ExecutorId executor, String output) {
        round.observe(executor, Hash.sha256(Bytes.utf8(output).array()), "OK", Bytes.utf8(output));
    }

    Round round(long offset) {
        return rounds.get(offset);
    }

    /** Learns all rounds up to this one, without waiting for more answers. */
    BehaviourFixture learn(long through) {
        anomalies.addAll(learner.learn(offset -> offset <= through, through));
        rounds.entrySet().removeIf(entry -> {
            entry.getValue().learned().ifPresent(result -> learned.put(entry.getKey(), result));
            return entry.getValue().learned().isPresent();
        });
        return this;
    }

    /** Only the learner's memory and the answers in open rounds survive. */
    void restart() {
        CanonicalWriter kept = new CanonicalWriter();
        learner.writeTo(kept);
        learner = new Learner();
        assertThat(CanonicalReader.read(kept.toBytes(), in -> {
                    learner.readFrom(in);
                    return learner;
                }))
                .isPresent();
        rounds.replaceAll((offset, old) -> learner.open(model, subject(offset), "GET", Bytes.EMPTY));
        rounds.forEach(
                (offset, round) -> answers.get(offset).forEach((executor, output) -> observe(round, executor, output)));
        learner.takeChanged();
    }

    Learned learned(long offset) {
        return learned.get(offset);
    }

    Map<Long, Learned> learned() {
        return learned;
    }

    List<Anomaly> anomalies() {
        return anomalies;
    }

    Optional<Learner.Memory> memory() {
        return learner.memory();
    }
}
