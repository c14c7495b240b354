package io.tribunal.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.isolation.MemberStatus;
import io.tribunal.core.isolation.DecisionLogRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionLogTest {
    private static final ExecutorId E2 = ValidatorFixture.executor("e2");
    private static final IsolationProposal E2_LIES = ValidatorFixture.isolate("e2");
    private static final Bytes NO_SIGNATURE = Bytes.wrap(new byte[64]);

    /** What stands in the topic; every validator reads it from the beginning. */
    private final List<DecisionLogRecord.Content> log = new ArrayList<>();

    @Test
    void shouldEndorseWhatItHasDerivedOnce() {
        Mind v1 = new Mind("v1");

        v1.derive(E2_LIES).speak();
        v1.derive(E2_LIES).speak();
        v1.read();
        v1.derive(E2_LIES).speak();

        assertThat(log).containsExactly(ValidatorFixture.endorsement("v1", E2_LIES));
    }

    @Test
    void shouldNotEndorseAgainAfterARestart() {
        new Mind("v1").derive(E2_LIES).speak();

        Mind restarted = new Mind("v1");
        restarted.read();
        restarted.derive(E2_LIES).speak();

        assertThat(log).hasSize(1);
    }

    @Test
    void shouldEndorseAlthoughSomebodyWroteAnEndorsementInItsName() {
        log.add(new DecisionLogRecord.Endorsement(E2_LIES, new KeySignature(keyId("v1"), NO_SIGNATURE)));
        Mind v1 = new Mind("v1");
        v1.read();

        v1.derive(E2_LIES).speak();

        assertThat(log).hasSize(2).last().isEqualTo(ValidatorFixture.endorsement("v1", E2_LIES));
    }

    @Test
    void shouldNotEndorseWhatIsDecidedAlready() {
        decide(E2_LIES);
        Mind v3 = new Mind("v3");
        v3.read();

        v3.derive(E2_LIES).speak();

        assertThat(log).doesNotContain(ValidatorFixture.endorsement("v3", E2_LIES));
    }

    @Test
    void shouldKeepAProposalUntilItHasReadTheDecisionThatItFollows() {
        // Given a partition that shows decision 1 in force before this validator has read it in the order
        IsolationProposal up = ValidatorFixture.proposal(new MembershipEvent.Up(E2), 0, 30, 1);
        Mind v3 = new Mind("v3");
        v3.derive(up).speak();
        assertThat(log).isEmpty();

        // When
        decide(ValidatorFixture.proposal(new MembershipEvent.Down(E2), 0, 20, 0));
        v3.read();
        v3.speak();

        // Then
        assertThat(log).contains(ValidatorFixture.endorsement("v3", up));
    }

    @Test
    void shouldRatifyADecisionOnceWhileItsCertificateIsOpen() {
        // Given a decision that v1 signs, before and after a restart
        log.add(ValidatorFixture.endorsement("v1", E2_LIES));
        log.add(ValidatorFixture.endorsement("v2", E2_LIES));
        Mind v1 = new Mind("v1");
        v1.readAndSpeak();
        v1.readAndSpeak();
        new Mind("v1").readAndSpeak();
        assertThat(log).hasSize(3).last().isInstanceOf(DecisionLogRecord.Ratification.class);

        // When another completes the certificate, and a third comes late
        new Mind("v2").readAndSpeak();
        Mind v3 = new Mind("v3");
        v3.readAndSpeak();
        v1.read();

        // Then nobody adds to it, and all have the same certificate
        assertThat(log).hasSize(4);
        assertThat(v1.order.certified()).hasSize(1).isEqualTo(v3.order.certified());
        assertThat(v1.statusOfE2()).isEqualTo(MemberStatus.ISOLATED);
    }

    @Test
    void shouldRatifyAlthoughSomebodyWroteARatificationInItsName() {
        log.add(ValidatorFixture.endorsement("v1", E2_LIES));
        log.add(ValidatorFixture.endorsement("v2", E2_LIES));
        log.add(new DecisionLogRecord.Ratification(1, new KeySignature(keyId("v1"), NO_SIGNATURE)));

        new Mind("v1").readAndSpeak();
        Mind v2 = new Mind("v2");
        v2.readAndSpeak();

        assertThat(log).hasSize(5);
        assertThat(v2.order.certified()).hasSize(1);
    }

    @Test
    void shouldEndorseTheProbationThatAnExecutorAsksFor() {
        decide(E2_LIES);
        log.add(rejoin());

        for (String validator : List.of("v1", "v2", "v3", "v1", "v2", "v3")) {
            new Mind(validator).readAndSpeak();
        }

        Mind reader = new Mind("v3");
        reader.read();
        assertThat(reader.order.certified()).hasSize(2);
        assertThat(reader.statusOfE2()).isEqualTo(MemberStatus.PROBATION);
        assertThat(log).doesNotHaveDuplicates();
    }

    @Test
    void shouldNameWhoEndorsesWhatTheLogsDoNotShow() {
        IsolationProposal lie = ValidatorFixture.isolate("e1");
        log.add(ValidatorFixture.endorsement("v2", lie));
        log.add(ValidatorFixture.endorsement("v2", E2_LIES));
        Mind v1 = new Mind("v1");
        v1.read();

        assertThat(v1.foreign.expose(partition -> 9)).isEmpty();
        v1.derive(E2_LIES);

        assertThat(v1.foreign.expose(partition -> 10))
                .containsExactly(
                        new ForeignProposals.Foreign(ValidatorFixture.voice("v2").validator(), lie));
        assertThat(v1.foreign.expose(partition -> 11)).isEmpty();
    }

    @Test
    void shouldNameWhoEndorsesAnotherProbationThanTheOneThatWasAskedFor() {
        decide(E2_LIES);
        log.add(rejoin());
        IsolationProposal another = ValidatorFixture.proposal(new MembershipEvent.Probation(E2), 0, Long.MAX_VALUE, 1);
        log.add(ValidatorFixture.endorsement("v2", another));
        Mind v1 = new Mind("v1");

        v1.read();

        assertThat(v1.foreign.expose(partition -> -1))
                .containsExactly(
                        new ForeignProposals.Foreign(ValidatorFixture.voice("v2").validator(), another));
    }

    @Test
    void shouldNameNeitherItselfNorWhomAForgerNames() {
        log.add(ValidatorFixture.endorsement("v1", E2_LIES));
        log.add(new DecisionLogRecord.Endorsement(E2_LIES, new KeySignature(keyId("v2"), NO_SIGNATURE)));
        Mind v1 = new Mind("v1");
        v1.read();

        assertThat(v1.foreign.expose(partition -> 99)).isEmpty();
    }

    private static String keyId(String owner) {
        return ValidatorFixture.key(owner).keyId().value();
    }

    private static DecisionLogRecord.Rejoin rejoin() {
        byte[] message = DecisionLogRecord.Rejoin.signedBytes(ValidatorFixture.DEPLOYMENT, E2, 1);
        return new DecisionLogRecord.Rejoin(ValidatorFixture.DEPLOYMENT, E2, 1, KeySignature.by(ValidatorFixture.key("e2"), message));
    }

    /** As decision 1, by v1 and v2. */
    private void decide(IsolationProposal proposal) {
        OrderedDecision decision = ValidatorFixture.certified(proposal).getFirst().decision();
        log.add(ValidatorFixture.endorsement("v1", proposal));
        log.add(ValidatorFixture.endorsement("v2", proposal));
        log.add(ValidatorFixture.ratification("v1", decision));
        log.add(ValidatorFixture.ratification("v2", decision));
    }

    /** One validator's part in the order; it has no memory but what it reads. */
    private final class Mind {
        private final Endorser endorser;
        private final DecisionSigner ratifier;
        private final ForeignProposals foreign;
        private final DecisionLog order;
        private int read;

        Mind(String name) {
            ValidatorIdentity voice = ValidatorFixture.voice(name);
            endorser = new Endorser(voice, log::add);
            ratifier = new DecisionSigner(voice, log::add);
            foreign = new ForeignProposals(voice.validator());
            order = new DecisionLog(ValidatorFixture.machine(), endorser, ratifier, foreign);
        }

        void read() {
            while (read < log.size()) {
                order.fold(new DecisionLogRecord(read, log.get(read)));
                read++;
            }
        }

        Mind derive(IsolationProposal proposal) {
            endorser.derive(proposal);
            foreign.derive(proposal);
            return this;
        }

        void speak() {
            endorser.endorse(order.chain());
            ratifier.ratify();
        }

        void readAndSpeak() {
            read();
            speak();
            read();
        }

        MemberStatus statusOfE2() {
            return order.chain().membership().find(E2).orElseThrow().status();
        }
    }
}
