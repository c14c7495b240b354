package io.tribunal.isolation.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.core.isolation.MemberStatus;
import io.tribunal.isolation.ValidatorFixture;
import io.tribunal.isolation.signing.DecisionSigner;
import io.tribunal.isolation.signing.Endorser;
import io.tribunal.isolation.signing.ValidatorIdentity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionLogTest {
    private static final ExecutorId E2 = ValidatorFixture.executor("e2");
    private static final IsolationProposal ISOLATE_E2 = ValidatorFixture.isolate("e2");
    private static final Bytes NO_SIGNATURE = Bytes.wrap(new byte[64]);

    /** The records of isolation-endorsements; every validator reads them from the beginning. */
    private final List<DecisionLogRecord.Content> log = new ArrayList<>();

    @Test
    void shouldEndorseADerivedProposalOnce() {
        ValidatorRun v1 = new ValidatorRun("v1");

        v1.derive(ISOLATE_E2).signPending();
        v1.derive(ISOLATE_E2).signPending();
        v1.read();
        v1.derive(ISOLATE_E2).signPending();

        assertThat(log).containsExactly(ValidatorFixture.endorsement("v1", ISOLATE_E2));
    }

    @Test
    void shouldNotEndorseAgainAfterARestart() {
        new ValidatorRun("v1").derive(ISOLATE_E2).signPending();

        ValidatorRun restarted = new ValidatorRun("v1");
        restarted.read();
        restarted.derive(ISOLATE_E2).signPending();

        assertThat(log).hasSize(1);
    }

    @Test
    void shouldEndorseAlthoughItsEndorsementWasForged() {
        log.add(new DecisionLogRecord.Endorsement(ISOLATE_E2, new KeySignature(keyId("v1"), NO_SIGNATURE)));
        ValidatorRun v1 = new ValidatorRun("v1");
        v1.read();

        v1.derive(ISOLATE_E2).signPending();

        assertThat(log).hasSize(2).last().isEqualTo(ValidatorFixture.endorsement("v1", ISOLATE_E2));
    }

    @Test
    void shouldNotEndorseAProposalThatIsDecided() {
        decide(ISOLATE_E2);
        ValidatorRun v3 = new ValidatorRun("v3");
        v3.read();

        v3.derive(ISOLATE_E2).signPending();

        assertThat(log).doesNotContain(ValidatorFixture.endorsement("v3", ISOLATE_E2));
    }

    @Test
    void shouldKeepAProposalUntilItHasReadThePreviousDecision() {
        // Given a partition that shows decision 1 in force before this validator has read it in the decision log
        IsolationProposal up = ValidatorFixture.proposal(new MembershipEvent.Up(E2), 0, 30, 1);
        ValidatorRun v3 = new ValidatorRun("v3");
        v3.derive(up).signPending();
        assertThat(log).isEmpty();

        // When
        decide(ValidatorFixture.proposal(new MembershipEvent.Down(E2), 0, 20, 0));
        v3.read();
        v3.signPending();

        // Then
        assertThat(log).contains(ValidatorFixture.endorsement("v3", up));
    }

    @Test
    void shouldSignADecisionOnceWhileItsCertificateIsIncomplete() {
        // Given a decision that v1 signs, before and after a restart
        log.add(ValidatorFixture.endorsement("v1", ISOLATE_E2));
        log.add(ValidatorFixture.endorsement("v2", ISOLATE_E2));
        ValidatorRun v1 = new ValidatorRun("v1");
        v1.readAndSign();
        v1.readAndSign();
        new ValidatorRun("v1").readAndSign();
        assertThat(log).hasSize(3).last().isInstanceOf(DecisionLogRecord.Ratification.class);

        // When another completes the certificate, and a third comes late
        new ValidatorRun("v2").readAndSign();
        ValidatorRun v3 = new ValidatorRun("v3");
        v3.readAndSign();
        v1.read();

        // Then no validator signs once more, and all have the same certificate
        assertThat(log).hasSize(4);
        assertThat(v1.decisionLog.certified()).hasSize(1).isEqualTo(v3.decisionLog.certified());
        assertThat(v1.statusOfE2()).isEqualTo(MemberStatus.ISOLATED);
    }

    @Test
    void shouldSignADecisionAlthoughItsRatificationWasForged() {
        log.add(ValidatorFixture.endorsement("v1", ISOLATE_E2));
        log.add(ValidatorFixture.endorsement("v2", ISOLATE_E2));
        log.add(new DecisionLogRecord.Ratification(1, new KeySignature(keyId("v1"), NO_SIGNATURE)));

        new ValidatorRun("v1").readAndSign();
        ValidatorRun v2 = new ValidatorRun("v2");
        v2.readAndSign();

        assertThat(log).hasSize(5);
        assertThat(v2.decisionLog.certified()).hasSize(1);
    }

    @Test
    void shouldEndorseTheProbationThatAnExecutorRequests() {
        decide(ISOLATE_E2);
        log.add(rejoin());

        for (String validator : List.of("v1", "v2", "v3", "v1", "v2", "v3")) {
            new ValidatorRun(validator).readAndSign();
        }

        ValidatorRun reader = new ValidatorRun("v3");
        reader.read();
        assertThat(reader.decisionLog.certified()).hasSize(2);
        assertThat(reader.statusOfE2()).isEqualTo(MemberStatus.PROBATION);
        assertThat(log).doesNotHaveDuplicates();
    }

    @Test
    void shouldReportAValidatorThatEndorsesAProposalNotInTheLogs() {
        IsolationProposal unfounded = ValidatorFixture.isolate("e1");
        log.add(ValidatorFixture.endorsement("v2", unfounded));
        log.add(ValidatorFixture.endorsement("v2", ISOLATE_E2));
        ValidatorRun v1 = new ValidatorRun("v1");
        v1.read();

        assertThat(v1.unconfirmed.takeOverdue(partition -> 9)).isEmpty();
        v1.derive(ISOLATE_E2);

        assertThat(v1.unconfirmed.takeOverdue(partition -> 10))
                .containsExactly(new UnconfirmedProposals.Unconfirmed(
                        ValidatorFixture.identity("v2").validator(), unfounded));
        assertThat(v1.unconfirmed.takeOverdue(partition -> 11)).isEmpty();
    }

    @Test
    void shouldReportAValidatorThatEndorsesAProbationNotRequested() {
        decide(ISOLATE_E2);
        log.add(rejoin());
        IsolationProposal another = ValidatorFixture.proposal(new MembershipEvent.Probation(E2), 0, Long.MAX_VALUE, 1);
        log.add(ValidatorFixture.endorsement("v2", another));
        ValidatorRun v1 = new ValidatorRun("v1");

        v1.read();

        assertThat(v1.unconfirmed.takeOverdue(partition -> -1))
                .containsExactly(new UnconfirmedProposals.Unconfirmed(
                        ValidatorFixture.identity("v2").validator(), another));
    }

    @Test
    void shouldReportNeitherItselfNorTheVictimOfAForgery() {
        log.add(ValidatorFixture.endorsement("v1", ISOLATE_E2));
        log.add(new DecisionLogRecord.Endorsement(ISOLATE_E2, new KeySignature(keyId("v2"), NO_SIGNATURE)));
        ValidatorRun v1 = new ValidatorRun("v1");
        v1.read();

        assertThat(v1.unconfirmed.takeOverdue(partition -> 99)).isEmpty();
    }

    private static String keyId(String owner) {
        return ValidatorFixture.key(owner).keyId().value();
    }

    private static DecisionLogRecord.Rejoin rejoin() {
        byte[] message = DecisionLogRecord.Rejoin.signedBytes(ValidatorFixture.DEPLOYMENT, E2, 1);
        return new DecisionLogRecord.Rejoin(
                ValidatorFixture.DEPLOYMENT, E2, 1, KeySignature.by(ValidatorFixture.key("e2"), message));
    }

    /** Decides the proposal as decision 1, by v1 and v2. */
    private void decide(IsolationProposal proposal) {
        OrderedDecision decision =
                ValidatorFixture.certified(proposal).getFirst().decision();
        log.add(ValidatorFixture.endorsement("v1", proposal));
        log.add(ValidatorFixture.endorsement("v2", proposal));
        log.add(ValidatorFixture.ratification("v1", decision));
        log.add(ValidatorFixture.ratification("v2", decision));
    }

    /** One process of a validator; it knows only what it reads. */
    private final class ValidatorRun {
        private final UnconfirmedProposals unconfirmed;
        private final DecisionLog decisionLog;
        private int read;

        ValidatorRun(String name) {
            ValidatorIdentity identity = ValidatorFixture.identity(name);
            unconfirmed = new UnconfirmedProposals(identity.validator());
            decisionLog = new DecisionLog(
                    ValidatorFixture.machine(),
                    new Endorser(identity, log::add),
                    new DecisionSigner(identity, log::add),
                    unconfirmed);
        }

        void read() {
            while (read < log.size()) {
                decisionLog.process(new DecisionLogRecord(read, log.get(read)));
                read++;
            }
        }

        ValidatorRun derive(IsolationProposal proposal) {
            decisionLog.addDerived(proposal);
            return this;
        }

        void signPending() {
            decisionLog.signPending();
        }

        void readAndSign() {
            read();
            signPending();
            read();
        }

        MemberStatus statusOfE2() {
            return decisionLog.chain().membership().find(E2).orElseThrow().status();
        }
    }
}
