package io.tribunal.core.ballot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.policy.Adjudication;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdjudicatorTest {
    private static final SortedSet<ExecutorId> FOUR = IntStream.rangeClosed(1, 4)
            .mapToObj(AdjudicatorTest::executor)
            .collect(Collectors.toCollection(TreeSet::new));

    private final Confidence confidence = new Confidence();

    @Test
    void shouldAskForAllWhenUnanimous() {
        assertThat(decide(Adjudication.UNANIMOUS, poll(4, true, "a", "a", "a", "b")))
                .isEmpty();
        assertThat(decide(Adjudication.UNANIMOUS, poll(4, false, "a", "a", "a")))
                .isEmpty();
        assertThat(decide(Adjudication.UNANIMOUS, poll(4, true, "a", "a", "a", "a")))
                .contains(output("a"));
    }

    @Test
    void shouldPublishTheHeavierOutputOfTwoWithAsManyVotes() {
        confidence.restore(executor(1), 100);
        confidence.restore(executor(3), 900);

        assertThat(decide(Adjudication.WEIGHTED, poll(2, true, "a", "a", "b", "b")))
                .contains(output("b"));
    }

    @Test
    void shouldPublishFewHeavyVotesBeforeManyLightOnes() {
        confidence.restore(executor(1), 10);
        confidence.restore(executor(2), 10);
        Poll poll = new Poll(
                IntStream.rangeClosed(1, 6)
                        .mapToObj(AdjudicatorTest::executor)
                        .collect(Collectors.toCollection(TreeSet::new)),
                4,
                2,
                votes("a", "a", "a", "b", "b"),
                true);

        assertThat(decide(Adjudication.WEIGHTED, poll)).contains(output("b"));
    }

    @Test
    void shouldResolveATieOfWeightsByTheFirstExecutor() {
        assertThat(decide(Adjudication.WEIGHTED, poll(2, true, "b", "a", "b", "a")))
                .contains(output("b"));
        assertThat(decide(Adjudication.WEIGHTED, poll(2, true, "a", "b", "b", "a")))
                .contains(output("a"));
    }

    @Test
    void shouldWaitWhileMissingVotesMayWeighMore() {
        assertThat(decide(Adjudication.WEIGHTED, poll(2, false, "a", "a"))).isEmpty();
        assertThat(decide(Adjudication.WEIGHTED, poll(2, false, "a", "a", "a"))).contains(output("a"));
    }

    @Test
    void shouldVoteOnTheNewStateWhereOutputsMayDiffer() {
        List<Vote> votes = List.of(
                new Vote(executor(1), output("b"), Optional.of("calm")),
                new Vote(executor(2), output("a"), Optional.of("calm")),
                new Vote(executor(3), output("a"), Optional.of("calm")),
                new Vote(executor(4), output("b"), Optional.of("alarmed")));

        assertThat(decide(Adjudication.BEHAVIOUR_STATE, new Poll(FOUR, 3, 2, votes, false)))
                .contains(output("a"));
        assertThat(decide(Adjudication.BEHAVIOUR_STATE, new Poll(FOUR, 3, 3, votes, true)))
                .isEmpty();
        assertThat(decide(Adjudication.BEHAVIOUR_STATE, new Poll(FOUR, 4, 2, votes, true)))
                .isEmpty();
    }

    @Test
    void shouldNotCountVotesWithoutANewState() {
        List<Vote> votes = List.of(
                new Vote(executor(1), output("a"), Optional.of("calm")),
                new Vote(executor(2), output("a"), Optional.empty()),
                new Vote(executor(3), output("a"), Optional.empty()));

        assertThat(decide(Adjudication.BEHAVIOUR_STATE, new Poll(FOUR, 3, 2, votes, true)))
                .isEmpty();
    }

    private Optional<Hash> decide(Adjudication rule, Poll poll) {
        return Adjudicator.of(rule, confidence).adjudicate(poll);
    }

    private static Poll poll(int votesNeeded, boolean closed, String... outputs) {
        return new Poll(FOUR, 3, votesNeeded, votes(outputs), closed);
    }

    private static List<Vote> votes(String... outputs) {
        List<Vote> votes = new ArrayList<>();
        for (int i = 0; i < outputs.length; i++) {
            votes.add(new Vote(executor(i + 1), output(outputs[i]), Optional.empty()));
        }
        return votes;
    }

    private static ExecutorId executor(int number) {
        return new ExecutorId("e" + number);
    }

    private static Hash output(String text) {
        return Hash.sha256(Bytes.utf8(text).array());
    }
}
