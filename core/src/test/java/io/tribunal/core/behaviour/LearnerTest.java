package io.tribunal.core.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LearnerTest {
    private final BehaviourFixture fixture = new BehaviourFixture(Models.letters(), 3);

    @Test
    void shouldLearnTheStateThatAMajorityShares() {
        fixture.open(1).answers(1, "b", "b", "a").learn(1);

        assertThat(fixture.learned(1).agreed()).contains("b");
        assertThat(fixture.learned(1).agreesWith(BehaviourFixture.executor(2))).isTrue();
        assertThat(fixture.learned(1).agreesWith(BehaviourFixture.executor(3))).isFalse();
    }

    @Test
    void shouldContinueFromTheAgreedStateAfterAMissedBallot() {
        fixture.open(1).answers(1, "b", "b").learn(1);
        fixture.open(2).answers(2, "", "", "").learn(2);

        assertThat(fixture.learned(2).newStates()).containsEntry(BehaviourFixture.executor(3), "b");
        assertThat(fixture.anomalies()).isEmpty();
    }

    @Test
    void shouldRestartTheCountAfterAMissedBallotThatTheOthersAnswered() {
        fixture.open(1).answers(1, "", "", "x").learn(1);
        fixture.open(2).answers(2, "", "").learn(2);
        fixture.open(3).answers(3, "", "", "x").learn(3);

        assertThat(fixture.learned(3).newStates()).containsEntry(BehaviourFixture.executor(3), "a");
    }

    @Test
    void shouldWaitForTheAgreedStateOfAnExecutorThatSkippedABallot() {
        fixture.open(1).open(2).answers(1, "b", "b").answers(2, "", "", "");

        assertThat(fixture.round(2).newState(BehaviourFixture.executor(1))).contains("b");
        assertThat(fixture.round(2).newState(BehaviourFixture.executor(3))).isEmpty();
        Round second = fixture.round(2);
        fixture.learn(1);
        assertThat(second.newState(BehaviourFixture.executor(3))).contains("b");
    }

    @Test
    void shouldFollowALateAnswerWhileTheRoundIsOpen() {
        fixture.open(1).open(2).answer(2, 3, "").answer(1, 3, "b");

        assertThat(fixture.round(2).newState(BehaviourFixture.executor(3))).contains("b");
    }

    @Test
    void shouldCarryAnExecutorThroughThousandsOfRoundsAtOnce() {
        LongStream.rangeClosed(1, 10_000).forEach(fixture::open);
        LongStream.rangeClosed(2, 10_000).forEach(offset -> fixture.answer(offset, 1, "b"));

        fixture.answer(1, 1, "b");

        assertThat(fixture.round(10_000).newState(BehaviourFixture.executor(1))).contains("b");
    }

    @Test
    void shouldReportThatThereIsNoConsensus() {
        fixture.open(1).answers(1, "x", "x", "x").learn(1);
        fixture.open(2).answers(2, "x", "b", "").learn(2);

        assertThat(fixture.learned(2).agreed()).isEmpty();
        assertThat(fixture.anomalies())
                .extracting(Anomaly::kind)
                .containsExactly(Anomaly.Kind.NO_CONSENSUS, Anomaly.Kind.ALARM);
        assertThat(fixture.anomalies().get(0).tuples())
                .extracting(Tuple::newState)
                .containsExactly("x", "b", "a");
    }

    @Test
    void shouldStayAtTheAgreedStateWithoutConsensus() {
        fixture.open(1).answers(1, "b", "b", "b").learn(1);
        fixture.open(2).answers(2, "a", "b").learn(2);
        fixture.open(3).answers(3, "", "", "").learn(3);

        assertThat(fixture.learned(2).agreed()).isEmpty();
        assertThat(fixture.learned(3).newStates().values()).containsExactly("a", "b", "b");
    }

    @Test
    void shouldNotReportALackOfConsensusForFewAnswers() {
        fixture.open(1).answers(1, "b").learn(1);

        assertThat(fixture.anomalies()).isEmpty();
    }

    @Test
    void shouldReportOnceThatAnExecutorLeavesTheAgreedState() {
        fixture.open(1).answers(1, "", "", "b").learn(1);
        fixture.open(2).answers(2, "", "", "b").learn(2);

        assertThat(fixture.anomalies()).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.kind()).isEqualTo(Anomaly.Kind.DISSENT);
            assertThat(anomaly.position().offset()).isOne();
            assertThat(anomaly.agreed()).contains("a");
            assertThat(anomaly.observedAtResponseOffset()).isOne();
        });
    }

    @Test
    void shouldReportAnAlarmEvenWhenAllAgreeAndNotAgainWhileItLasts() {
        for (long offset = 1; offset <= 4; offset++) {
            fixture.open(offset).answers(offset, "x", "x", "x").learn(offset);
        }

        assertThat(fixture.anomalies()).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.kind()).isEqualTo(Anomaly.Kind.ALARM);
            assertThat(anomaly.position().offset()).isEqualTo(2);
            assertThat(anomaly.agreed()).contains("x");
        });
    }

    @Test
    void shouldNotCountEquivocatingExecutors() {
        fixture.open(1).answers(1, "b", "b", "a");
        fixture.round(1).discredit(BehaviourFixture.executor(1));
        fixture.learn(1);

        assertThat(fixture.learned(1).agreed()).isEmpty();
    }

    @Test
    void shouldForgetAnswersOfARestartedRoundButKeepThePositionsBefore() {
        fixture.open(1).open(2).open(3);
        fixture.answers(1, "b", "b", "b").answers(2, "a", "a", "a").answers(3, "b", "b", "b");

        fixture.round(2).restart();
        fixture.round(3).restart();

        assertThat(fixture.round(2).newState(BehaviourFixture.executor(1))).isEmpty();
        fixture.answer(3, 1, "").answer(2, 1, "");
        assertThat(fixture.round(3).newState(BehaviourFixture.executor(1))).contains("b");
    }

    @Test
    void shouldBeginAtTheStartOfAnotherModel() {
        Learner learner = new Learner();
        ObservedBallot first = subject(1);
        Round old = learner.open(Models.letters(), first, "GET", Bytes.EMPTY);
        Round fresh = learner.open(Models.figure(), subject(2), "GET", Bytes.EMPTY);
        first.electorate().forEach(executor -> old.observe(executor, Hash.ZERO, "OK", Bytes.utf8("b")));
        first.electorate().forEach(executor -> fresh.observe(executor, Hash.ZERO, "OK", Bytes.utf8("Success")));

        learner.learn(offset -> true, 9);

        assertThat(old.learned().flatMap(Learned::agreed)).contains("b");
        assertThat(fresh.learned().flatMap(Learned::agreed)).contains("NORMAL");
        assertThat(learner.memory().map(Learner.Memory::agreed).map(Position::state))
                .contains("NORMAL");
    }

    private static ObservedBallot subject(long offset) {
        TreeSet<io.tribunal.core.identity.ExecutorId> electorate = new TreeSet<>();
        electorate.add(BehaviourFixture.executor(1));
        electorate.add(BehaviourFixture.executor(2));
        return new ObservedBallot(new LogPosition(0, offset), Hash.ZERO, electorate, 2);
    }

    @Test
    void shouldKnowNothingBeforeTheFirstRound() {
        assertThat(fixture.memory()).isEqualTo(Optional.empty());
    }
}
