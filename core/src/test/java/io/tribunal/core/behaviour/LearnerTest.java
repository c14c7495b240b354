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
    private final BehaviourFixture story = new BehaviourFixture(Models.letters(), 3);

    @Test
    void shouldLearnTheStateThatAMajorityShares() {
        story.open(1).answers(1, "b", "b", "a").heard(1);

        assertThat(story.learned(1).agreed()).contains("b");
        assertThat(story.learned(1).agreesWith(BehaviourFixture.executor(2))).isTrue();
        assertThat(story.learned(1).agreesWith(BehaviourFixture.executor(3))).isFalse();
    }

    @Test
    void shouldGoOnFromTheAgreedStateAfterAMissedBallot() {
        story.open(1).answers(1, "b", "b").heard(1);
        story.open(2).answers(2, "", "", "").heard(2);

        assertThat(story.learned(2).newStates()).containsEntry(BehaviourFixture.executor(3), "b");
        assertThat(story.anomalies()).isEmpty();
    }

    @Test
    void shouldBeginToCountAnewAfterAMissedBallotThatTheOthersDidNotFail() {
        story.open(1).answers(1, "", "", "x").heard(1);
        story.open(2).answers(2, "", "").heard(2);
        story.open(3).answers(3, "", "", "x").heard(3);

        assertThat(story.learned(3).newStates()).containsEntry(BehaviourFixture.executor(3), "a");
    }

    @Test
    void shouldWaitForTheAgreedStateOfAnExecutorThatSkippedABallot() {
        story.open(1).open(2).answers(1, "b", "b").answers(2, "", "", "");

        assertThat(story.round(2).newState(BehaviourFixture.executor(1))).contains("b");
        assertThat(story.round(2).newState(BehaviourFixture.executor(3))).isEmpty();
        Round second = story.round(2);
        story.heard(1);
        assertThat(second.newState(BehaviourFixture.executor(3))).contains("b");
    }

    @Test
    void shouldFollowALateAnswerWhileTheRoundIsOpen() {
        story.open(1).open(2).answer(2, 3, "").answer(1, 3, "b");

        assertThat(story.round(2).newState(BehaviourFixture.executor(3))).contains("b");
    }

    @Test
    void shouldCarryAnExecutorThroughThousandsOfRoundsAtOnce() {
        LongStream.rangeClosed(1, 10_000).forEach(story::open);
        LongStream.rangeClosed(2, 10_000).forEach(offset -> story.answer(offset, 1, "b"));

        story.answer(1, 1, "b");

        assertThat(story.round(10_000).newState(BehaviourFixture.executor(1))).contains("b");
    }

    @Test
    void shouldReportThatThereIsNoConsensus() {
        story.open(1).answers(1, "x", "x", "x").heard(1);
        story.open(2).answers(2, "x", "b", "").heard(2);

        assertThat(story.learned(2).agreed()).isEmpty();
        assertThat(story.anomalies())
                .extracting(Anomaly::kind)
                .containsExactly(Anomaly.Kind.NO_CONSENSUS, Anomaly.Kind.ALARM);
        assertThat(story.anomalies().get(0).tuples())
                .extracting(Tuple::newState)
                .containsExactly("x", "b", "a");
    }

    @Test
    void shouldStayAtTheAgreedStateWithoutConsensus() {
        story.open(1).answers(1, "b", "b", "b").heard(1);
        story.open(2).answers(2, "a", "b").heard(2);
        story.open(3).answers(3, "", "", "").heard(3);

        assertThat(story.learned(2).agreed()).isEmpty();
        assertThat(story.learned(3).newStates().values()).containsExactly("a", "b", "b");
    }

    @Test
    void shouldNotCallFewAnswersALackOfConsensus() {
        story.open(1).answers(1, "b").heard(1);

        assertThat(story.anomalies()).isEmpty();
    }

    @Test
    void shouldReportOnceThatAnExecutorLeavesTheAgreedState() {
        story.open(1).answers(1, "", "", "b").heard(1);
        story.open(2).answers(2, "", "", "b").heard(2);

        assertThat(story.anomalies()).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.kind()).isEqualTo(Anomaly.Kind.DISSENT);
            assertThat(anomaly.position().offset()).isOne();
            assertThat(anomaly.agreed()).contains("a");
            assertThat(anomaly.observedAtResponseOffset()).isOne();
        });
    }

    @Test
    void shouldReportAnAlarmEvenWhenAllAgreeAndNotAgainWhileItLasts() {
        for (long offset = 1; offset <= 4; offset++) {
            story.open(offset).answers(offset, "x", "x", "x").heard(offset);
        }

        assertThat(story.anomalies()).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.kind()).isEqualTo(Anomaly.Kind.ALARM);
            assertThat(anomaly.position().offset()).isEqualTo(2);
            assertThat(anomaly.agreed()).contains("x");
        });
    }

    @Test
    void shouldNotCountWhoEquivocated() {
        story.open(1).answers(1, "b", "b", "a");
        story.round(1).discredit(BehaviourFixture.executor(1));
        story.heard(1);

        assertThat(story.learned(1).agreed()).isEmpty();
    }

    @Test
    void shouldForgetAnswersOfARestartedRoundButNotFromWhereTheyCame() {
        story.open(1).open(2).open(3);
        story.answers(1, "b", "b", "b").answers(2, "a", "a", "a").answers(3, "b", "b", "b");

        story.round(2).restart();
        story.round(3).restart();

        assertThat(story.round(2).newState(BehaviourFixture.executor(1))).isEmpty();
        story.answer(3, 1, "").answer(2, 1, "");
        assertThat(story.round(3).newState(BehaviourFixture.executor(1))).contains("b");
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
        assertThat(story.memory()).isEqualTo(Optional.empty());
    }
}
