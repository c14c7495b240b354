package io.tribunal.core.isolation;

import static io.tribunal.core.isolation.IsolationFixture.down;
import static io.tribunal.core.isolation.IsolationFixture.isolate;
import static io.tribunal.core.isolation.IsolationFixture.sign;
import static io.tribunal.core.isolation.IsolationFixture.up;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.MembershipEvent.Probation;
import io.tribunal.core.decision.MembershipEvent.Readmit;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.core.isolation.DecisionLogEvent.Reason;
import io.tribunal.core.policy.IsolationPolicy;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionLogMachineTest {
    private final DecisionLogFixture scene = new DecisionLogFixture(5, 3);
    private final IsolationFixture deployment = scene.deployment;

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 2", "4, 2", "5, 3", "7, 4"})
    void shouldDecideWithOneMoreValidatorThanMayBeFaulty(int validators, int needed) {
        DecisionLogFixture validatorSet = new DecisionLogFixture(5, validators);
        IsolationProposal proposal = validatorSet.deployment.proposal(isolate(2), 0);

        for (int i = 1; i <= needed; i++) {
            assertThat(validatorSet.ordered()).isEmpty();
            validatorSet.endorse(proposal, "v" + i);
        }

        assertThat(validatorSet.ordered())
                .containsExactly(new OrderedDecision(1, Hash.ZERO, proposal, Enforcement.ENFORCED));
        assertThat(validatorSet.status(2)).isEqualTo(MemberStatus.ISOLATED);
    }

    @Test
    void shouldNotCountTheSameValidatorTwice() {
        IsolationProposal proposal = deployment.proposal(isolate(2), 0);

        scene.endorse(proposal, "v1", "v1", "v1");
        scene.endorse(deployment.proposal(isolate(2), 0, 1), "v1", "v2");

        assertThat(scene.ordered()).singleElement().matches(it -> !it.subject().equals(proposal));
    }

    @Test
    void shouldNotCountASecondKeyOfTheSameValidatorTwice() {
        scene.append(deployment.wanted(
                1,
                new Action.RegisterKey(new RegisteredKey(
                        IsolationFixture.keyId("v1b"),
                        Role.VALIDATOR,
                        "v1",
                        IsolationFixture.key("v1b", Role.VALIDATOR).publicKey()))));

        scene.endorse(deployment.proposal(isolate(2), 0), "v1", "v1b");

        assertThat(scene.dropped()).isEmpty();
        assertThat(scene.status(2)).isEqualTo(MemberStatus.ACTIVE);
    }

    @Test
    void shouldNotAddUpProposalsThatDifferInAnything() {
        scene.endorse(deployment.proposal(isolate(2), 0, 0), "v1");
        scene.endorse(deployment.proposal(isolate(2), 0, 1), "v2");
        scene.endorse(
                deployment.proposal(new MembershipEvent.Isolate(IsolationFixture.executor(2), DeviationClass.SLOW), 0),
                "v3");

        assertThat(scene.ordered()).isEmpty();
        assertThat(scene.dropped()).isEmpty();
    }

    @Test
    void shouldDropMoreEvidenceThanAnyDetectorRemembers() {
        IsolationProposal any = deployment.proposal(isolate(2), 0);
        List<Long> long65 = LongStream.rangeClosed(1, 65).boxed().toList();
        IsolationProposal bloated = new IsolationProposal(
                any.deployment(), any.event(), any.position(), any.statistic(), long65, any.logRoot(), 0);

        scene.endorse(bloated, "v1", "v2");

        assertThat(scene.dropped()).containsExactly(Reason.IMPOSSIBLE, Reason.IMPOSSIBLE);
        assertThat(scene.status(2)).isEqualTo(MemberStatus.ACTIVE);
    }

    private IsolationProposal at(long offset) {
        IsolationProposal any = deployment.proposal(isolate(2), 0);
        return new IsolationProposal(
                any.deployment(), any.event(), new LogPosition(0, offset), 1, List.of(), any.logRoot(), 0);
    }

    @Test
    void shouldLetAValidatorStandForTheLatestFewPositionsOnly() {
        for (long offset = 99; offset <= 99 + Endorsements.KEPT; offset++) {
            scene.endorse(at(offset), "v1");
        }

        scene.endorse(at(99), "v1", "v2");
        assertThat(scene.ordered()).isEmpty();

        scene.endorse(at(100), "v3");
        assertThat(scene.ordered()).singleElement().matches(it -> it.subject().equals(at(100)));
    }

    @Test
    void shouldKeepTheFirstOfTwoThatAValidatorEndorsesForOnePosition() {
        IsolationProposal first = deployment.proposal(isolate(2), 0);
        IsolationProposal second = new IsolationProposal(
                first.deployment(), first.event(), first.position(), 1, List.of(), first.logRoot(), 0);

        scene.endorse(first, "v1").endorse(second, "v1", "v2");
        assertThat(scene.ordered()).isEmpty();

        scene.endorse(first, "v3");
        assertThat(scene.ordered()).singleElement().matches(it -> it.subject().equals(first));
    }

    /** Otherwise an executor could be proposed again before the slower validator has endorsed the first proposal. */
    @Test
    void shouldDecideThoughOneValidatorIsAlwaysBehindTheOther() {
        for (long round = 0; scene.ordered().isEmpty() && round < 100; round++) {
            scene.endorse(at(100 + round), "v1");
            if (round > 0) {
                scene.endorse(at(99 + round), "v2");
            }
        }

        assertThat(scene.ordered()).singleElement().matches(it -> it.subject().equals(at(100)));
    }

    /** Fewer than f + 1 executors cannot move the cursor, so no later decision could take effect. */
    @Test
    void shouldLeaveAsManyAsAnyVerdictNeedsWhateverThePolicyAllows() {
        DecisionLogFixture careless =
                new DecisionLogFixture(deployment, new IsolationPolicy(IsolationPolicy.Enforcement.ENFORCE, 1, 20, 50));

        careless.decide(isolate(1)).decide(isolate(2)).decide(isolate(3)).decide(down(4));

        assertThat(careless.machine.chain().membership().active()).hasSize(3);
        assertThat(careless.alarms()).hasSize(2);
    }

    @Test
    void shouldAskForAProbationOnceHoweverOftenTheIsolatedOneAsks() {
        scene.decide(isolate(2));

        for (int i = 0; i < 100; i++) {
            scene.append(deployment.rejoin(2, 1));
        }
        assertThat(scene.asked()).hasSize(1);
        assertThat(scene.dropped()).filteredOn(Reason.STALE::equals).hasSize(99 + 1);

        scene.decide(new Probation(IsolationFixture.executor(2)));
        assertThat(scene.status(2)).isEqualTo(MemberStatus.PROBATION);
    }

    @Test
    void shouldDropWhatNamesAnOlderDecision() {
        scene.decide(isolate(2));

        scene.endorse(deployment.proposal(isolate(2), 0, 3), "v1", "v2", "v3");

        assertThat(scene.ordered()).hasSize(1);
        assertThat(scene.dropped()).containsOnly(Reason.STALE).hasSize(4);
    }

    @Test
    void shouldDropEndorsementsThatAreNoneAndSayWhy() {
        IsolationProposal proposal = deployment.proposal(isolate(2), 0);
        IsolationProposal elsewhere = IsolationFixture.of(5, 3, "other").proposal(isolate(2), 0);
        IsolationProposal changed = deployment.proposal(isolate(3), 0);
        scene.endorse(proposal, "v1");

        scene.endorse(proposal, "e1", "client", "root", "stray", "nobody");
        scene.append(new DecisionLogRecord.Endorsement(proposal, sign("v2", changed.signedBytes())));
        scene.append(new DecisionLogRecord.Endorsement(
                proposal,
                new KeySignature("?", sign("v2", proposal.signedBytes()).signature())));
        scene.endorse(elsewhere, "v1", "v2");
        scene.endorse(deployment.proposal(isolate(2), 0, 6), "v1", "v2");
        scene.endorse(deployment.proposal(isolate(9), 0), "v1", "v2");
        scene.append(new DecisionLogRecord.Unreadable("noise"));

        assertThat(scene.ordered()).isEmpty();
        assertThat(scene.dropped())
                .containsExactly(
                        Reason.BAD_SIGNATURE,
                        Reason.BAD_SIGNATURE,
                        Reason.BAD_SIGNATURE,
                        Reason.BAD_SIGNATURE,
                        Reason.BAD_SIGNATURE,
                        Reason.BAD_SIGNATURE,
                        Reason.BAD_SIGNATURE,
                        Reason.WRONG_DEPLOYMENT,
                        Reason.WRONG_DEPLOYMENT,
                        Reason.IMPOSSIBLE,
                        Reason.IMPOSSIBLE,
                        Reason.STALE,
                        Reason.STALE,
                        Reason.UNREADABLE);
    }

    @Test
    void shouldNotIsolateAHealthyExecutorForTheEndorsementsOfFaultyValidators() {
        DecisionLogFixture five = new DecisionLogFixture(5, 5);

        for (int partition = 0; partition < 6; partition++) {
            five.endorse(five.deployment.proposal(isolate(1), 0, partition), "v1", "v2", "v1", "v2");
        }

        assertThat(five.ordered()).isEmpty();
        assertThat(five.status(1)).isEqualTo(MemberStatus.ACTIVE);
    }

    @Test
    void shouldForgetWhatARevokedKeyHasSigned() {
        IsolationProposal proposal = deployment.proposal(isolate(2), 0);
        scene.endorse(proposal, "v1");
        scene.append(deployment.wanted(1, new Action.RevokeKey(IsolationFixture.keyId("v1"))));

        scene.endorse(proposal, "v1", "v2");
        assertThat(scene.dropped()).containsExactly(Reason.BAD_SIGNATURE);
        assertThat(scene.status(2)).isEqualTo(MemberStatus.ACTIVE);

        scene.endorse(proposal, "v3");
        assertThat(scene.status(2)).isEqualTo(MemberStatus.ISOLATED);
    }

    @Test
    void shouldNotRevokeTheKeysWithoutWhichNothingCouldBeDecided() {
        scene.append(deployment.wanted(1, new Action.RevokeKey(IsolationFixture.keyId("v1"))));
        scene.append(deployment.wanted(2, new Action.RevokeKey(IsolationFixture.keyId("v2"))));

        assertThat(scene.dropped()).containsExactly(Reason.IMPOSSIBLE);
        assertThat(scene.ordered()).hasSize(1);
    }

    @Test
    void shouldKeepTheBudgetAlarmOnceAndJudgeAgainAfterEachDecision() {
        scene.decide(isolate(1)).decide(isolate(2));

        scene.decide(isolate(3)).decide(isolate(4));
        assertThat(scene.ordered()).hasSize(2);
        assertThat(scene.alarms()).extracting(IsolationProposal::event).containsExactly(isolate(3), isolate(4));

        scene.append(deployment.rejoin(1, 1));
        scene.decide(new Probation(IsolationFixture.executor(1)));
        assertThat(scene.ordered()).hasSize(3);

        scene.decide(new Readmit(IsolationFixture.executor(1), 1));
        assertThat(scene.ordered()).extracting(OrderedDecision::number).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(scene.ordered().getLast().subject()).isEqualTo(scene.alarms().getFirst());
        assertThat(scene.status(3)).isEqualTo(MemberStatus.ISOLATED);
        assertThat(scene.status(4)).isEqualTo(MemberStatus.ACTIVE);
        assertThat(scene.alarms()).hasSize(2);
    }

    @Test
    void shouldCountDownExecutorsAgainstTheBudgetAndIsolateThemWithoutCost() {
        scene.decide(down(1)).decide(down(2)).decide(isolate(3));
        assertThat(scene.alarms()).hasSize(1);

        scene.decide(isolate(1));

        assertThat(scene.status(1)).isEqualTo(MemberStatus.ISOLATED);
        assertThat(scene.status(3)).isEqualTo(MemberStatus.ACTIVE);
        assertThat(scene.machine.chain().membership().active()).hasSize(3);
    }

    @Test
    void shouldForgetARefusedOneThatHasBecomeStale() {
        scene.decide(down(1)).decide(down(2)).decide(down(3));
        scene.decide(up(1));
        assertThat(scene.status(3)).isEqualTo(MemberStatus.DOWN);

        scene.decide(up(3));

        assertThat(scene.status(3)).isEqualTo(MemberStatus.ACTIVE);
        assertThat(scene.ordered()).hasSize(5);
    }

    @Test
    void shouldDecideWithoutEffectUnderMonitor() {
        DecisionLogFixture monitored =
                new DecisionLogFixture(deployment, deployment.policy().with(IsolationPolicy.Enforcement.MONITOR));

        monitored.decide(isolate(2)).decide(down(3));
        monitored.endorse(deployment.proposal(isolate(2), 0), "v1");

        assertThat(monitored.ordered())
                .extracting(OrderedDecision::outcome)
                .containsOnly(Enforcement.MONITORED)
                .hasSize(2);
        assertThat(monitored.machine.chain().membership().active()).hasSize(5);
        assertThat(monitored.dropped()).contains(Reason.STALE);
    }

    @Test
    void shouldPassThroughTheWholeMemberLifeCycle() {
        Probation probation = new Probation(IsolationFixture.executor(2));
        scene.decide(isolate(2)).decide(probation);
        assertThat(scene.status(2)).as("has not asked to rejoin").isEqualTo(MemberStatus.ISOLATED);

        scene.append(deployment.rejoin(2, 1));
        scene.decide(probation).decide(new Readmit(IsolationFixture.executor(2), 7));
        assertThat(scene.status(2)).as("lifts another isolation").isEqualTo(MemberStatus.PROBATION);

        scene.decide(isolate(2)).decide(probation);
        assertThat(scene.status(2)).as("the old rejoin is used up").isEqualTo(MemberStatus.ISOLATED);

        scene.append(deployment.rejoin(2, 3));
        scene.decide(probation)
                .decide(new Readmit(IsolationFixture.executor(2), 3))
                .decide(down(2))
                .decide(up(2));
        assertThat(scene.status(2)).isEqualTo(MemberStatus.ACTIVE);
        assertThat(scene.ordered()).hasSize(7);
    }

    @Test
    void shouldTakeARejoinFromTheIsolatedOneAlone() {
        scene.decide(isolate(2));
        DecisionLogRecord.Rejoin own = deployment.rejoin(2, 1);

        scene.append(new DecisionLogRecord.Rejoin(own.deployment(), own.executor(), 1, sign("e3", own.signedBytes())));
        scene.append(deployment.rejoin(2, 2));
        scene.append(deployment.rejoin(3, 0));
        scene.append(new DecisionLogRecord.Rejoin(Hash.ZERO, own.executor(), 1, own.signature()));

        assertThat(scene.dropped())
                .contains(Reason.STALE)
                .endsWith(Reason.BAD_SIGNATURE, Reason.STALE, Reason.STALE, Reason.WRONG_DEPLOYMENT);
    }

    @Test
    void shouldNotIsolateForSilence() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MembershipEvent.Isolate(IsolationFixture.executor(1), DeviationClass.SILENT));
    }

    @Test
    void shouldNumberMandatesInTheSameOrderAndApplyEachOnce() {
        Action revoke = new Action.RevokeKey(IsolationFixture.keyId("client"));
        RootMandate mandate = deployment.mandate(1, revoke);
        scene.decide(isolate(1));
        scene.append(deployment.wanted(2, revoke));
        scene.append(new DecisionLogRecord.Mandate(mandate));
        scene.append(new DecisionLogRecord.Mandate(mandate));
        scene.append(deployment.wanted(2, revoke));
        scene.append(new DecisionLogRecord.Mandate(
                new RootMandate(mandate.deployment(), 2, revoke, mandate.actionBytes(), mandate.signatures())));
        scene.decide(isolate(2));

        assertThat(scene.ordered()).extracting(OrderedDecision::number).containsExactly(1L, 2L, 3L);
        assertThat(scene.ordered().get(1).subject()).isEqualTo(mandate);
        assertThat(scene.dropped())
                .filteredOn(reason -> reason != Reason.STALE)
                .containsExactly(Reason.IMPOSSIBLE, Reason.BAD_SIGNATURE);
        assertThat(scene.machine.chain().registry().isRevoked(IsolationFixture.keyId("client")))
                .isTrue();
    }
}
