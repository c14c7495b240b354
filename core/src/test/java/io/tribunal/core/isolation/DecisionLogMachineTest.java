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
    private final DecisionLogFixture fixture = new DecisionLogFixture(5, 3);
    private final IsolationFixture deployment = fixture.deployment;

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

        fixture.endorse(proposal, "v1", "v1", "v1");
        fixture.endorse(deployment.proposal(isolate(2), 0, 1), "v1", "v2");

        assertThat(fixture.ordered())
                .singleElement()
                .matches(it -> !it.subject().equals(proposal));
    }

    @Test
    void shouldNotCountASecondKeyOfTheSameValidatorTwice() {
        fixture.append(deployment.wanted(
                1,
                new Action.RegisterKey(new RegisteredKey(
                        IsolationFixture.keyId("v1b"),
                        Role.VALIDATOR,
                        "v1",
                        IsolationFixture.key("v1b", Role.VALIDATOR).publicKey()))));

        fixture.endorse(deployment.proposal(isolate(2), 0), "v1", "v1b");

        assertThat(fixture.dropped()).isEmpty();
        assertThat(fixture.status(2)).isEqualTo(MemberStatus.ACTIVE);
    }

    @Test
    void shouldNotAddUpProposalsThatDifferInAnything() {
        fixture.endorse(deployment.proposal(isolate(2), 0, 0), "v1");
        fixture.endorse(deployment.proposal(isolate(2), 0, 1), "v2");
        fixture.endorse(
                deployment.proposal(new MembershipEvent.Isolate(IsolationFixture.executor(2), DeviationClass.SLOW), 0),
                "v3");

        assertThat(fixture.ordered()).isEmpty();
        assertThat(fixture.dropped()).isEmpty();
    }

    @Test
    void shouldDropMoreEvidenceThanAnyDetectorRemembers() {
        IsolationProposal any = deployment.proposal(isolate(2), 0);
        List<Long> long65 = LongStream.rangeClosed(1, 65).boxed().toList();
        IsolationProposal bloated = new IsolationProposal(
                any.deployment(), any.event(), any.position(), any.statistic(), long65, any.logRoot(), 0);

        fixture.endorse(bloated, "v1", "v2");

        assertThat(fixture.dropped()).containsExactly(Reason.IMPOSSIBLE, Reason.IMPOSSIBLE);
        assertThat(fixture.status(2)).isEqualTo(MemberStatus.ACTIVE);
    }

    private IsolationProposal at(long offset) {
        IsolationProposal any = deployment.proposal(isolate(2), 0);
        return new IsolationProposal(
                any.deployment(), any.event(), new LogPosition(0, offset), 1, List.of(), any.logRoot(), 0);
    }

    @Test
    void shouldKeepOnlyTheLatestFewPositionsOfAValidator() {
        for (long offset = 99; offset <= 99 + Endorsements.KEPT; offset++) {
            fixture.endorse(at(offset), "v1");
        }

        fixture.endorse(at(99), "v1", "v2");
        assertThat(fixture.ordered()).isEmpty();

        fixture.endorse(at(100), "v3");
        assertThat(fixture.ordered()).singleElement().matches(it -> it.subject().equals(at(100)));
    }

    @Test
    void shouldKeepTheFirstOfTwoEndorsementsOfAValidatorForOnePosition() {
        IsolationProposal first = deployment.proposal(isolate(2), 0);
        IsolationProposal second = new IsolationProposal(
                first.deployment(), first.event(), first.position(), 1, List.of(), first.logRoot(), 0);

        fixture.endorse(first, "v1").endorse(second, "v1", "v2");
        assertThat(fixture.ordered()).isEmpty();

        fixture.endorse(first, "v3");
        assertThat(fixture.ordered()).singleElement().matches(it -> it.subject().equals(first));
    }

    /** Otherwise an executor near a level could be proposed again before the slower validator has endorsed. */
    @Test
    void shouldDecideThoughOneValidatorIsAlwaysBehindTheOther() {
        for (long round = 0; fixture.ordered().isEmpty() && round < 100; round++) {
            fixture.endorse(at(100 + round), "v1");
            if (round > 0) {
                fixture.endorse(at(99 + round), "v2");
            }
        }

        assertThat(fixture.ordered()).singleElement().matches(it -> it.subject().equals(at(100)));
    }

    /** Fewer than f + 1 executors cannot move the cursor, so no later decision could take effect. */
    @Test
    void shouldKeepFPlusOneExecutorsActiveWhateverThePolicyAllows() {
        DecisionLogFixture careless =
                new DecisionLogFixture(deployment, new IsolationPolicy(IsolationPolicy.Enforcement.ENFORCE, 1, 20, 50));

        careless.decide(isolate(1)).decide(isolate(2)).decide(isolate(3)).decide(down(4));

        assertThat(careless.machine.chain().membership().active()).hasSize(3);
        assertThat(careless.alarms()).hasSize(2);
    }

    @Test
    void shouldProposeAProbationOnceHoweverOftenTheIsolatedExecutorAsks() {
        fixture.decide(isolate(2));

        for (int i = 0; i < 100; i++) {
            fixture.append(deployment.rejoin(2, 1));
        }
        assertThat(fixture.asked()).hasSize(1);
        assertThat(fixture.dropped()).filteredOn(Reason.STALE::equals).hasSize(99 + 1);

        fixture.decide(new Probation(IsolationFixture.executor(2)));
        assertThat(fixture.status(2)).isEqualTo(MemberStatus.PROBATION);
    }

    @Test
    void shouldDropProposalsThatNameAnOlderDecision() {
        fixture.decide(isolate(2));

        fixture.endorse(deployment.proposal(isolate(2), 0, 3), "v1", "v2", "v3");

        assertThat(fixture.ordered()).hasSize(1);
        assertThat(fixture.dropped()).containsOnly(Reason.STALE).hasSize(4);
    }

    @Test
    void shouldDropInvalidEndorsementsWithTheReason() {
        IsolationProposal proposal = deployment.proposal(isolate(2), 0);
        IsolationProposal elsewhere = IsolationFixture.of(5, 3, "other").proposal(isolate(2), 0);
        IsolationProposal changed = deployment.proposal(isolate(3), 0);
        fixture.endorse(proposal, "v1");

        fixture.endorse(proposal, "e1", "client", "root", "stray", "nobody");
        fixture.append(new DecisionLogRecord.Endorsement(proposal, sign("v2", changed.signedBytes())));
        fixture.append(new DecisionLogRecord.Endorsement(
                proposal,
                new KeySignature("?", sign("v2", proposal.signedBytes()).signature())));
        fixture.endorse(elsewhere, "v1", "v2");
        fixture.endorse(deployment.proposal(isolate(2), 0, 6), "v1", "v2");
        fixture.endorse(deployment.proposal(isolate(9), 0), "v1", "v2");
        fixture.append(new DecisionLogRecord.Unreadable("noise"));

        assertThat(fixture.ordered()).isEmpty();
        assertThat(fixture.dropped())
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
        fixture.endorse(proposal, "v1");
        fixture.append(deployment.wanted(1, new Action.RevokeKey(IsolationFixture.keyId("v1"))));

        fixture.endorse(proposal, "v1", "v2");
        assertThat(fixture.dropped()).containsExactly(Reason.BAD_SIGNATURE);
        assertThat(fixture.status(2)).isEqualTo(MemberStatus.ACTIVE);

        fixture.endorse(proposal, "v3");
        assertThat(fixture.status(2)).isEqualTo(MemberStatus.ISOLATED);
    }

    @Test
    void shouldNotRevokeTheKeysWithoutWhichNothingCouldBeDecided() {
        fixture.append(deployment.wanted(1, new Action.RevokeKey(IsolationFixture.keyId("v1"))));
        fixture.append(deployment.wanted(2, new Action.RevokeKey(IsolationFixture.keyId("v2"))));

        assertThat(fixture.dropped()).containsExactly(Reason.IMPOSSIBLE);
        assertThat(fixture.ordered()).hasSize(1);
    }

    @Test
    void shouldKeepTheBudgetAlarmOnceAndJudgeAgainAfterEachDecision() {
        fixture.decide(isolate(1)).decide(isolate(2));

        fixture.decide(isolate(3)).decide(isolate(4));
        assertThat(fixture.ordered()).hasSize(2);
        assertThat(fixture.alarms()).extracting(IsolationProposal::event).containsExactly(isolate(3), isolate(4));

        fixture.append(deployment.rejoin(1, 1));
        fixture.decide(new Probation(IsolationFixture.executor(1)));
        assertThat(fixture.ordered()).hasSize(3);

        fixture.decide(new Readmit(IsolationFixture.executor(1), 1));
        assertThat(fixture.ordered()).extracting(OrderedDecision::number).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(fixture.ordered().getLast().subject())
                .isEqualTo(fixture.alarms().getFirst());
        assertThat(fixture.status(3)).isEqualTo(MemberStatus.ISOLATED);
        assertThat(fixture.status(4)).isEqualTo(MemberStatus.ACTIVE);
        assertThat(fixture.alarms()).hasSize(2);
    }

    @Test
    void shouldCountDownExecutorsAgainstTheBudgetAndIsolateThemWithoutCost() {
        fixture.decide(down(1)).decide(down(2)).decide(isolate(3));
        assertThat(fixture.alarms()).hasSize(1);

        fixture.decide(isolate(1));

        assertThat(fixture.status(1)).isEqualTo(MemberStatus.ISOLATED);
        assertThat(fixture.status(3)).isEqualTo(MemberStatus.ACTIVE);
        assertThat(fixture.machine.chain().membership().active()).hasSize(3);
    }

    @Test
    void shouldForgetARefusedProposalThatHasBecomeStale() {
        fixture.decide(down(1)).decide(down(2)).decide(down(3));
        fixture.decide(up(1));
        assertThat(fixture.status(3)).isEqualTo(MemberStatus.DOWN);

        fixture.decide(up(3));

        assertThat(fixture.status(3)).isEqualTo(MemberStatus.ACTIVE);
        assertThat(fixture.ordered()).hasSize(5);
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
        fixture.decide(isolate(2)).decide(probation);
        assertThat(fixture.status(2)).as("has not asked to rejoin").isEqualTo(MemberStatus.ISOLATED);

        fixture.append(deployment.rejoin(2, 1));
        fixture.decide(probation).decide(new Readmit(IsolationFixture.executor(2), 7));
        assertThat(fixture.status(2)).as("lifts another isolation").isEqualTo(MemberStatus.PROBATION);

        fixture.decide(isolate(2)).decide(probation);
        assertThat(fixture.status(2)).as("the old rejoin is used up").isEqualTo(MemberStatus.ISOLATED);

        fixture.append(deployment.rejoin(2, 3));
        fixture.decide(probation)
                .decide(new Readmit(IsolationFixture.executor(2), 3))
                .decide(down(2))
                .decide(up(2));
        assertThat(fixture.status(2)).isEqualTo(MemberStatus.ACTIVE);
        assertThat(fixture.ordered()).hasSize(7);
    }

    @Test
    void shouldAcceptARejoinFromTheIsolatedExecutorOnly() {
        fixture.decide(isolate(2));
        DecisionLogRecord.Rejoin own = deployment.rejoin(2, 1);

        fixture.append(
                new DecisionLogRecord.Rejoin(own.deployment(), own.executor(), 1, sign("e3", own.signedBytes())));
        fixture.append(deployment.rejoin(2, 2));
        fixture.append(deployment.rejoin(3, 0));
        fixture.append(new DecisionLogRecord.Rejoin(Hash.ZERO, own.executor(), 1, own.signature()));

        assertThat(fixture.dropped())
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
        fixture.decide(isolate(1));
        fixture.append(deployment.wanted(2, revoke));
        fixture.append(new DecisionLogRecord.Mandate(mandate));
        fixture.append(new DecisionLogRecord.Mandate(mandate));
        fixture.append(deployment.wanted(2, revoke));
        fixture.append(new DecisionLogRecord.Mandate(
                new RootMandate(mandate.deployment(), 2, revoke, mandate.actionBytes(), mandate.signatures())));
        fixture.decide(isolate(2));

        assertThat(fixture.ordered()).extracting(OrderedDecision::number).containsExactly(1L, 2L, 3L);
        assertThat(fixture.ordered().get(1).subject()).isEqualTo(mandate);
        assertThat(fixture.dropped())
                .filteredOn(reason -> reason != Reason.STALE)
                .containsExactly(Reason.IMPOSSIBLE, Reason.BAD_SIGNATURE);
        assertThat(fixture.machine.chain().registry().isRevoked(IsolationFixture.keyId("client")))
                .isTrue();
    }
}
