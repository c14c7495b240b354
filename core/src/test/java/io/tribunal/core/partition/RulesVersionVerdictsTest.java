package io.tribunal.core.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.admission.BadGenesisException;
import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.policy.RulesVersion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a verdict says of a sequence number that is not fresh, under each version of the rules. */
class RulesVersionVerdictsTest {
    private static final long HIGHEST = 5_000;
    private static final long LOWEST = HIGHEST - 1_023;

    private static VotingFixture fixture(RulesVersion version) {
        return new VotingFixture(policy -> policy, version);
    }

    /** The outcome of one more request, after a restart from the snapshot if so wanted. */
    private static Verdict.Outcome outcome(RulesVersion version, boolean restarted, long sequence) {
        VotingFixture fixture = fixture(version);
        fixture.request(1);
        answerAll(fixture, fixture.request(HIGHEST));
        if (restarted) {
            fixture.restart();
        }
        answerAll(fixture, fixture.request(sequence));
        return verdicts(fixture).getLast().outcome();
    }

    private static void answerAll(VotingFixture fixture, long offset) {
        fixture.send("e1", offset);
        fixture.send("e2", offset);
    }

    private static List<Verdict> verdicts(VotingFixture fixture) {
        return fixture.events().stream()
                .filter(Event.VerdictIssued.class::isInstance)
                .map(event -> ((Event.VerdictIssued) event).verdict())
                .toList();
    }

    private static Verdict.Rejected replayed(RulesVersion version, long sequence, Optional<Long> first) {
        String detail = version.tellsDetailsByCode() ? "USED_BEFORE" : "sequence " + sequence + " was used before";
        return new Verdict.Rejected(Rejection.REPLAYED, detail, first);
    }

    private static Verdict.Rejected tooOld() {
        return new Verdict.Rejected(Rejection.SEQUENCE_TOO_OLD, "BELOW_WINDOW", Optional.empty());
    }

    static Stream<Arguments> rejections() {
        return Stream.of(1L, 0L, LOWEST - 1, -1L, Long.MIN_VALUE)
                .flatMap(sequence -> Stream.of(true, false)
                        .flatMap(restarted -> Stream.of(
                                Arguments.of(
                                        RulesVersion.FIRST,
                                        restarted,
                                        sequence,
                                        replayed(RulesVersion.FIRST, sequence, Optional.empty())),
                                Arguments.of(RulesVersion.LATEST, restarted, sequence, tooOld()))));
    }

    @ParameterizedTest
    @MethodSource("rejections")
    void shouldNameABelowWindowSequenceAsItsRulesDo(
            RulesVersion version, boolean restarted, long sequence, Verdict.Rejected expected) {
        assertThat(outcome(version, restarted, sequence)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldNameTheFirstUseWithinTheWindowUnderAllRules(int version) {
        for (boolean restarted : List.of(true, false)) {
            RulesVersion rules = new RulesVersion(version);

            assertThat(outcome(rules, restarted, HIGHEST)).isEqualTo(replayed(rules, HIGHEST, Optional.of(2L)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldAdmitTheLowestUnusedSequenceOfTheWindowUnderAllRules(int version) {
        RulesVersion rules = new RulesVersion(version);
        VotingFixture fixture = fixture(rules);
        fixture.request(HIGHEST);
        long lowest = fixture.request(LOWEST);
        answerAll(fixture, fixture.request(LOWEST));

        assertThat(verdicts(fixture).getLast().outcome()).isEqualTo(replayed(rules, LOWEST, Optional.of(lowest)));
    }

    @Test
    void shouldRefuseRulesThatItDoesNotKnowByName() {
        VotingFixture fixture = fixture(new RulesVersion(3));

        assertThatThrownBy(() -> answerAll(fixture, fixture.request()))
                .isInstanceOf(BadGenesisException.class)
                .hasMessage("genesis asks for rules version 3, this release knows those up to 2; use a newer one");
    }
}
