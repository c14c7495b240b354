package io.tribunal.core.partition;

import static io.tribunal.core.partition.VotingFixture.INITIAL;
import static io.tribunal.core.partition.VotingFixture.after;
import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import io.tribunal.core.policy.Adjudication;
import io.tribunal.core.policy.NormalizationProfile;
import io.tribunal.core.policy.OperationPolicy;
import io.tribunal.core.policy.Policy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A record looks at as many ballots while 10 are open as while 1,000 are. Counted are the questions for a ballot's deadline,
 * without which no ballot is found to be overdue, complete or closable.
 */
class OpenBallotsCostTest {
    private static final int FEW = 10;
    private static final int MANY = 1_000;

    private long looks;

    /** Counts how often the deadline of the only operation is looked up. */
    private Policy counted(Policy policy) {
        Comparator<String> counting = (one, other) -> {
            looks++;
            return one.compareTo(other);
        };
        SortedMap<String, OperationPolicy> operations = new TreeMap<>(counting);
        operations.put("PUT", new OperationPolicy("PUT", 5_000, NormalizationProfile.NONE));
        return policy.withPayloads(policy.payloads().withOperations(operations));
    }

    private Policy rules(Policy policy, Adjudication rule, boolean stateful) {
        Policy counted = counted(policy).withVoting(policy.voting().withAdjudication(rule, Optional.empty()));
        return stateful ? counted : VotingFixture.stateless(counted);
    }

    private long cost(Supplier<List<String>> record) {
        long before = looks;
        var unused = record.get();
        return looks - before;
    }

    @ParameterizedTest
    @EnumSource(names = "BEHAVIOUR_STATE", mode = EnumSource.Mode.EXCLUDE)
    void shouldCostTheSameWithManyBallotsWithoutState(Adjudication rule) {
        assertThat(withoutState(rule, MANY)).isEqualTo(withoutState(rule, FEW)).isNotEmpty();
    }

    /** Two of three have answered every entry; the third answers one of them, and then time passes. */
    private List<Long> withoutState(Adjudication rule, int open) {
        VotingFixture fixture = new VotingFixture(policy -> rules(policy, rule, false));
        Response[] answers = new Response[open];
        for (int i = 0; i < open; i++) {
            answers[i] = fixture.answer(fixture.request(), "a");
        }
        fixture.send("e1", open, answers);
        fixture.send("e2", open, answers);
        return costs(fixture, open, fixture.answer(open / 2, "a"));
    }

    @ParameterizedTest
    @EnumSource(names = "BEHAVIOUR_STATE", mode = EnumSource.Mode.EXCLUDE)
    void shouldCostTheSameWithManyBallotsWithState(Adjudication rule) {
        assertThat(withState(rule, MANY)).isEqualTo(withState(rule, FEW)).isNotEmpty();
    }

    private List<Long> withState(Adjudication rule, int open) {
        VotingFixture fixture = new VotingFixture(policy -> rules(policy, rule, true));
        Response[] answers = new Response[open];
        Hash state = INITIAL;
        for (int i = 0; i < open; i++) {
            long offset = fixture.request();
            answers[i] = fixture.response(offset, state);
            state = after(state, offset);
        }
        fixture.send("e1", open, answers);
        fixture.send("e2", open, answers);
        return costs(fixture, open, answers[0]);
    }

    @Test
    void shouldCostTheSameWithManyBallotsWithoutAnswers() {
        assertThat(withoutAnswers(MANY)).isEqualTo(withoutAnswers(FEW)).isNotEmpty();
    }

    private List<Long> withoutAnswers(int open) {
        VotingFixture fixture = new VotingFixture(policy -> rules(policy, Adjudication.UNANIMOUS, false));
        for (int i = 0; i < open; i++) {
            fixture.request();
        }
        fixture.send("v1", open);
        fixture.send("v2", open);
        return costs(fixture, open, fixture.answer(open / 2, "a"));
    }

    private List<Long> costs(VotingFixture fixture, int open, Response answer) {
        List<Long> costs = new ArrayList<>();
        costs.add(cost(() -> fixture.send("e3", open)));
        costs.add(cost(() -> fixture.send("e3", open, answer)));
        costs.add(cost(() -> fixture.pass(100).send("e1", open)));
        costs.add(cost(fixture::garbage));
        return costs;
    }
}
