package io.tribunal.core.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Ballot;
import io.tribunal.core.ballot.BallotTerms;
import io.tribunal.core.ballot.ResponseContents;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private static final long ALLOWED = 1_000;

    private final Deadlines deadlines = new Deadlines();

    private static Ballot ballot(long offset, long start) {
        Policy policy = Policy.defaults(new QuorumSpec(3), List.of());
        TreeSet<ExecutorId> electorate = new TreeSet<>(List.of(new ExecutorId("e1")));
        BallotTerms terms = new BallotTerms(
                new LogPosition(0, offset),
                Hash.ZERO,
                new RequestId(Bytes.wrap(new byte[RequestId.LENGTH])),
                new ClientId("client"),
                "PUT",
                policy.withTiming(policy.timing().withDeadline(ALLOWED)),
                electorate,
                new TreeSet<>(),
                start,
                Optional.empty(),
                2);
        return new Ballot(terms, Optional.empty(), ResponseContents.unlimited());
    }

    private Ballot added(long offset, long start) {
        Ballot ballot = ballot(offset, start);
        deadlines.add(ballot);
        return ballot;
    }

    @Test
    void shouldPassOnlyAfterTheDeadlineAndOnlyOnce() {
        Ballot ballot = added(1, 50);

        assertThat(deadlines.takePassed(50 + ALLOWED)).isEmpty();
        assertThat(deadlines.takePassed(51 + ALLOWED)).containsExactly(ballot);
        assertThat(deadlines.takePassed(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void shouldGiveTheEarliestFirstAndEqualOnesInBusinessOrder() {
        Ballot late = added(1, 30);
        Ballot third = added(9, 20);
        Ballot second = added(3, 20);
        Ballot first = added(5, 10);

        assertThat(deadlines.takePassed(25 + ALLOWED)).containsExactly(first, second, third);
        assertThat(deadlines.takePassed(31 + ALLOWED)).containsExactly(late);
    }

    @Test
    void shouldForgetABallotThatWasRemoved() {
        Ballot removed = added(1, 10);
        Ballot kept = added(2, 10);
        deadlines.remove(removed);

        assertThat(deadlines.takePassed(11 + ALLOWED)).containsExactly(kept);
    }

    @Test
    void shouldIgnoreTheRemovalOfABallotWhoseDeadlineHasPassed() {
        Ballot passed = added(1, 10);
        deadlines.takePassed(11 + ALLOWED);
        Ballot other = added(2, 10);

        deadlines.remove(passed);

        assertThat(deadlines.takePassed(11 + ALLOWED)).containsExactly(other);
    }

    @Test
    void shouldNeverPassADeadlineBeyondAllTime() {
        added(1, Long.MAX_VALUE - 1);

        assertThat(deadlines.takePassed(Long.MAX_VALUE)).isEmpty();
    }
}
