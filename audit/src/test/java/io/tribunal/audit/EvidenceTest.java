package io.tribunal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.tribunal.audit.bundle.EvidenceBundle.ResponseEvidence;
import io.tribunal.audit.bundle.Summary;
import io.tribunal.audit.check.EvidenceVerifier;
import io.tribunal.audit.check.FailureReason;
import io.tribunal.audit.check.VerificationResult;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    static VerificationResult verify(byte[] file) {
        return new EvidenceVerifier(Optional.empty(), EvidenceFixture.VERIFIER).verify(file);
    }

    private static VerificationResult.Proved proved(EvidenceFixture fixture) {
        VerificationResult result = new EvidenceVerifier(Optional.of(fixture.deployment()), EvidenceFixture.VERIFIER)
                .verify(fixture.export());
        assertThat(result).isInstanceOf(VerificationResult.Proved.class);
        return (VerificationResult.Proved) result;
    }

    @Test
    void shouldProveWrongOutputs() {
        VerificationResult.Proved proved = proved(EvidenceCases.wrongOutput());

        assertThat(proved.decision()).isEqualTo(2);
        assertThat(proved.summary().event()).isEqualTo("ISOLATE");
        assertThat(proved.summary().kind()).isEqualTo("WRONG");
        assertThat(proved.summary().ballots()).hasSize(4).allSatisfy(ballot -> {
            assertThat(ballot.agreeing()).containsExactly("e1", "e2", "e4", "e5");
            assertThat(ballot.field()).isEqualTo("output/balance");
            assertThat(ballot.expected()).isEqualTo("\"" + ballot.businessOffset() + "\"");
            assertThat(ballot.got()).isEqualTo("\"stolen\"");
        });
        assertThat(proved.unproved()).hasSize(2);
    }

    @Test
    void shouldProveWrongStates() {
        VerificationResult.Proved proved = proved(EvidenceCases.wrongState());

        assertThat(proved.summary().ballots())
                .extracting(Summary.Ballot::differs)
                .containsOnly("POST_STATE");
    }

    @Test
    void shouldProveAnEquivocation() {
        VerificationResult.Proved proved = proved(EvidenceCases.equivocated());

        assertThat(proved.summary().kind()).isEqualTo("EQUIVOCATED");
        assertThat(proved.summary().ballots())
                .singleElement()
                .asInstanceOf(type(Summary.Ballot.class))
                .matches(ballot ->
                        ballot.expected().equals("\"3\"") && ballot.got().equals("\"stolen\""));
    }

    @Test
    void shouldListAsUnprovedThatNoAnswerCameInTime() {
        VerificationResult.Proved proved = proved(EvidenceCases.down());

        assertThat(proved.summary().event()).isEqualTo("DOWN");
        assertThat(proved.summary().ballots()).extracting(Summary.Ballot::got).containsOnly("no answer in this file");
        assertThat(proved.unproved()).anyMatch(open -> open.startsWith("that no answer came in time"));
    }

    @Test
    void shouldProveAMandateByItsCertificateAlone() {
        VerificationResult.Proved proved = proved(new EvidenceFixture().registerClient("another"));

        assertThat(proved.summary()).isEqualTo(new Summary("MANDATE", "", "", "ENFORCED", -1, 0, List.of()));
    }

    @Test
    void shouldRefuteAnotherDeploymentThanTheExpectedOne() {
        VerificationResult result = new EvidenceVerifier(Optional.of(Hash.ZERO), EvidenceFixture.VERIFIER)
                .verify(EvidenceCases.equivocated().export());

        assertThat(result)
                .asInstanceOf(type(VerificationResult.Refuted.class))
                .matches(refuted -> refuted.cause() == FailureReason.DEPLOYMENT);
    }

    @Test
    void shouldListLatenciesAsUnproved() {
        int ballots = 15;
        EvidenceFixture fixture = new EvidenceFixture().requests(ballots + 1, List::of);
        MembershipEvent slow = new MembershipEvent.Isolate(EvidenceFixture.SUSPECT, DeviationClass.SLOW);
        fixture.decide(
                fixture.claimed(slow, LongStream.rangeClosed(1, ballots).boxed().toList(), 16_000_000, 0));

        VerificationResult.Proved proved = proved(fixture);

        assertThat(proved.unproved())
                .filteredOn(open -> open.startsWith("how late"))
                .hasSize(ballots);
        assertThat(proved.summary().ballots().getFirst().got()).isEqualTo("an answer at response-log offset 2");
    }

    @Test
    void shouldProveAnUpDecisionByItsCertificateAlone() {
        EvidenceFixture fixture = EvidenceCases.down();
        fixture.decide(fixture.claimed(new MembershipEvent.Up(EvidenceFixture.SUSPECT), List.of(5L, 30L), 20, 1));

        VerificationResult.Proved proved = proved(fixture);

        assertThat(proved.summary().event()).isEqualTo("UP");
        assertThat(proved.unproved()).contains("the answers by which the executor came back");
    }

    @Test
    void shouldRefuteAMixOfAnswersFromBeforeAndAfterAVoid() {
        EvidenceFixture fixture = new EvidenceFixture()
                .requests(
                        5,
                        honest -> List.of(
                                EvidenceCases.with(honest, Bytes.utf8("{}"), honest.postState(), honest.writes())));
        ResponseEvidence before = fixture.answer("e1", 2, 0);
        List<Long> evidence = List.of(2L, 3L, 4L, 5L);
        fixture.voidEntry(1).answerAgain(evidence);
        MembershipEvent wrong = new MembershipEvent.Isolate(EvidenceFixture.SUSPECT, DeviationClass.WRONG);
        byte[] file =
                fixture.decide(fixture.claimed(wrong, evidence, 15_600_000, 0)).export();

        VerificationResult mixed = verify(TamperedBundle.with(file)
                .answers(answers -> answers.addFirst(before))
                .file());

        assertThat(verify(file)).isInstanceOf(VerificationResult.Proved.class);
        assertThat(mixed)
                .isInstanceOfSatisfying(
                        VerificationResult.Refuted.class,
                        refuted -> assertThat(refuted.cause()).isEqualTo(FailureReason.SUPERFLUOUS));
    }
}
