package io.tribunal.core.ballot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.behaviour.BehaviourModel;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.policy.Adjudication;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AdjudicatorProperties {
    private static final BehaviourModel MODEL =
            new BehaviourModel("s", new TreeSet<>(List.of("s")), new TreeSet<>(), List.of());

    @Property(tries = 3_000)
    void shouldNeverPublishWithFewerThanFPlusOneEqualVotes(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int members, @ForAll Adjudication rule) {
        Random random = new Random(seed);
        Poll poll = poll(members, rule, random);

        Optional<Hash> published =
                Adjudicator.of(rule, confidence(members, random)).adjudicate(poll);

        published.ifPresent(output ->
                assertThat(votesFor(output, poll)).isGreaterThanOrEqualTo(new QuorumSpec(members).oneHonest()));
    }

    @Property(tries = 1_000)
    void shouldNotDependOnTheOrderOfVotes(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int members, @ForAll Adjudication rule) {
        Random random = new Random(seed);
        Poll poll = poll(members, rule, random);
        Confidence confidence = confidence(members, random);
        List<Vote> votes = new ArrayList<>(poll.votes());
        Collections.shuffle(votes, random);
        Poll shuffled = new Poll(poll.electorate(), poll.majority(), poll.votesNeeded(), votes, poll.closed());

        assertThat(Adjudicator.of(rule, confidence).adjudicate(shuffled))
                .isEqualTo(Adjudicator.of(rule, confidence).adjudicate(poll));
    }

    /** At least f + 1 honest executors answer equally; the others answer anything. */
    @Property(tries = 2_000)
    void shouldPublishTheHonestOutputWhenThePollCloses(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int members, @ForAll boolean weighted) {
        Random random = new Random(seed);
        Adjudication rule = weighted ? Adjudication.WEIGHTED : Adjudication.EXACT_MAJORITY;
        BallotTerms terms = terms(members, rule);
        int liars = random.nextInt(new QuorumSpec(members).faulty() + 1);
        List<Vote> votes = new ArrayList<>();
        int number = 0;
        for (ExecutorId executor : terms.electorate()) {
            Hash output = number++ < liars ? Hash.sha256(new byte[] {(byte) random.nextInt(2)}) : Hash.ZERO;
            votes.add(new Vote(executor, output, Optional.empty()));
        }
        Poll poll = new Poll(terms.electorate(), terms.needed(), terms.votesNeeded(), votes, true);

        assertThat(Adjudicator.of(rule, confidence(members, random)).adjudicate(poll))
                .contains(Hash.ZERO);
    }

    @Property(tries = 500)
    void shouldKeepConfidenceBetween1And1024(@ForAll List<Boolean> agreements) {
        int confidence = new Confidence().of(new ExecutorId("e1"));
        for (boolean agrees : agreements) {
            int next = Confidence.next(confidence, agrees);
            assertThat(next).isBetween(1, 1024);
            assertThat(next - confidence).isBetween(agrees ? 0 : -1023, agrees ? 1023 : 0);
            confidence = next;
        }
    }

    private static long votesFor(Hash output, Poll poll) {
        return poll.votes().stream()
                .filter(vote -> vote.output().equals(output))
                .count();
    }

    private static Poll poll(int members, Adjudication rule, Random random) {
        BallotTerms terms = terms(members, rule);
        int outputs = 1 + random.nextInt(3);
        int states = 1 + random.nextInt(3);
        List<Vote> votes = terms.electorate().stream()
                .filter(executor -> random.nextInt(5) > 0)
                .map(executor -> new Vote(
                        executor,
                        Hash.sha256(new byte[] {(byte) random.nextInt(outputs)}),
                        random.nextInt(8) == 0 ? Optional.empty() : Optional.of("s" + random.nextInt(states))))
                .toList();
        return new Poll(terms.electorate(), terms.needed(), terms.votesNeeded(), votes, random.nextBoolean());
    }

    /** Even where the policy itself asks for less. */
    private static BallotTerms terms(int members, Adjudication rule) {
        QuorumSpec quorum = new QuorumSpec(members);
        Policy policy = Policy.defaults(new QuorumSpec(1), List.of()).withAdjudication(rule, Optional.of(MODEL));
        return new BallotTerms(
                new LogPosition(0, 1),
                Hash.ZERO,
                new RequestId(Bytes.wrap(new byte[16])),
                new ClientId("alice"),
                "GET",
                policy,
                IntStream.rangeClosed(1, members)
                        .mapToObj(i -> new ExecutorId("e" + i))
                        .collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(),
                0,
                Optional.empty(),
                quorum.oneHonest());
    }

    private static Confidence confidence(int members, Random random) {
        Confidence confidence = new Confidence();
        for (int i = 1; i <= members; i++) {
            confidence.restore(new ExecutorId("e" + i), 1 + random.nextInt(1024));
        }
        return confidence;
    }
}
