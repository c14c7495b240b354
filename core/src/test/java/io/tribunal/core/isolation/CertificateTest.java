package io.tribunal.core.isolation;

import static io.tribunal.core.isolation.IsolationFixture.certified;
import static io.tribunal.core.isolation.IsolationFixture.isolate;
import static io.tribunal.core.isolation.IsolationFixture.ratification;
import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.DecisionLogEvent.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a reader makes of decisions and certificates, good and forged. */
class CertificateTest {
    private final DecisionLogFixture fixture = new DecisionLogFixture(5, 5);
    private final IsolationFixture deployment = fixture.deployment;
    private final ValidatorSet validatorSet = deployment.validatorSet();
    private final DecisionChain start = deployment.chain();
    private final IsolationProposal proposal = deployment.proposal(isolate(2), 0);
    private final OrderedDecision decision = new OrderedDecision(1, Hash.ZERO, proposal, Enforcement.ENFORCED);

    @Test
    void shouldAcceptVPlusOneDistinctValidators() {
        assertThat(start.check(certified(decision, "v1", "v3", "v5"), validatorSet))
                .isEmpty();
        assertThat(start.check(certified(decision, "v1", "v2", "v3", "v4", "v5"), validatorSet))
                .isEmpty();
        assertThat(start.after(decision).orElseThrow().membership().active())
                .doesNotContain(IsolationFixture.executor(2));
    }

    @Test
    void shouldRefuseTooFewDistinctSignatures() {
        assertBad(certified(decision));
        assertBad(certified(decision, "v1", "v2"));
        assertBad(certified(decision, "v1", "v2", "v2"));
        assertBad(certified(decision, "v1", "v1", "v1", "v1", "v1"));
        assertBad(certified(decision, "v1", "v2", "root"));
        assertBad(certified(decision, "v1", "v2", "e3"));
        assertBad(certified(decision, "v1", "v2", "stray"));
        assertBad(certified(decision, "v1", "v2", "nobody"));
        assertBad(certified(decision, "v1", "v2", "v3", "v4", "v5", "v5"));
    }

    @Test
    void shouldRefuseACertificateForAnythingElse() {
        List<OrderedDecision> others = List.of(
                decided(deployment.proposal(isolate(3), 0)),
                decided(deployment.proposal(isolate(2), 0, 1)),
                decided(IsolationFixture.of(5, 5, "other").proposal(isolate(2), 0)),
                decided(new IsolationProposal(
                        deployment.hash(),
                        proposal.event(),
                        proposal.position(),
                        proposal.statistic(),
                        List.of(3L),
                        proposal.logRoot(),
                        0)),
                decided(new IsolationProposal(
                        deployment.hash(),
                        proposal.event(),
                        proposal.position(),
                        proposal.statistic() + 1,
                        proposal.evidence(),
                        proposal.logRoot(),
                        0)),
                decided(new IsolationProposal(
                        deployment.hash(),
                        proposal.event(),
                        proposal.position(),
                        proposal.statistic(),
                        proposal.evidence(),
                        Hash.ZERO,
                        0)),
                new OrderedDecision(2, Hash.ZERO, proposal, Enforcement.ENFORCED),
                new OrderedDecision(1, proposal.hash(), proposal, Enforcement.ENFORCED),
                new OrderedDecision(1, Hash.ZERO, proposal, Enforcement.MONITORED));

        for (OrderedDecision other : others) {
            QuorumCertificate certificate = certified(other, "v1", "v2", "v3").certificate();
            assertBad(new CertifiedDecision(decision, certificate));
        }
    }

    @Test
    void shouldRefuseAnotherDeploymentsDecisionWithItsOwnCertificate() {
        OrderedDecision foreign = decided(IsolationFixture.of(5, 5, "other").proposal(isolate(2), 0));

        assertThat(start.check(certified(foreign, "v1", "v2", "v3"), validatorSet)
                        .map(CertificateViolation::reason))
                .contains(Rejection.WRONG_DEPLOYMENT);
    }

    @Test
    void shouldRefuseAKeyThatWasRevokedBefore() {
        OrderedDecision revocation = new OrderedDecision(
                1,
                Hash.ZERO,
                deployment.mandate(1, new Action.RevokeKey(IsolationFixture.keyId("v3"))),
                Enforcement.ENFORCED);
        assertThat(start.check(certified(revocation, "v1", "v2", "v3"), validatorSet))
                .isEmpty();

        DecisionChain after = start.after(revocation).orElseThrow();
        OrderedDecision next = after.next(proposal, Enforcement.ENFORCED);

        assertThat(after.check(certified(next, "v1", "v2", "v3"), validatorSet).map(CertificateViolation::reason))
                .contains(Rejection.BAD_CERTIFICATE);
        assertThat(after.check(certified(next, "v1", "v2", "v4"), validatorSet)).isEmpty();
    }

    @Test
    void shouldNeedRootBesideTheValidatorsForAMandate() {
        RootMandate good = deployment.mandate(1, new Action.RevokeKey(IsolationFixture.keyId("v3")));
        RootMandate unsigned = new RootMandate(good.deployment(), 1, good.action(), good.actionBytes(), List.of());
        RootMandate flooded = new RootMandate(
                good.deployment(),
                1,
                good.action(),
                good.actionBytes(),
                Collections.nCopies(1_000, good.signatures().getFirst()));

        for (RootMandate bad : List.of(unsigned, flooded)) {
            OrderedDecision forged = new OrderedDecision(1, Hash.ZERO, bad, Enforcement.ENFORCED);
            assertBad(certified(forged, "v1", "v2", "v3"));
        }
    }

    @Test
    void shouldRefuseAnImpossibleDecisionEvenWhenCertified() {
        OrderedDecision impossible = decided(deployment.proposal(IsolationFixture.up(2), 0));

        assertThat(start.check(certified(impossible, "v1", "v2", "v3"), validatorSet)
                        .map(CertificateViolation::reason))
                .contains(Rejection.INVALID_ACTION);
    }

    @Test
    void shouldCertifyInOrderWithTheFirstSignaturesWhateverComesLater() {
        fixture.decide(isolate(1)).decide(isolate(2));
        List<OrderedDecision> ordered = fixture.ordered();

        sign(ordered.get(1), "v1", "v2", "v3");
        assertThat(fixture.certified()).isEmpty();
        sign(ordered.get(0), "v5", "v5", "v2", "v1", "v3");

        assertThat(fixture.certified())
                .containsExactly(
                        certified(ordered.get(0), "v1", "v2", "v5"), certified(ordered.get(1), "v1", "v2", "v3"));
        assertThat(fixture.dropped()).containsExactly(Reason.NOT_OPEN);
    }

    @Test
    void shouldDropInvalidRatifications() {
        fixture.decide(isolate(1));
        OrderedDecision ordered = fixture.ordered().getFirst();

        fixture.append(new DecisionLogRecord.Ratification(2, IsolationFixture.sign("v1", ordered.signedBytes())));
        fixture.append(new DecisionLogRecord.Ratification(1, IsolationFixture.sign("v1", decision.signedBytes())));
        fixture.append(ratification("e1", ordered));
        fixture.append(ratification("stray", ordered));

        assertThat(fixture.dropped())
                .containsExactly(Reason.NOT_OPEN, Reason.BAD_SIGNATURE, Reason.BAD_SIGNATURE, Reason.BAD_SIGNATURE);
        assertThat(fixture.certified()).isEmpty();
    }

    /** With repeats, gaps, reordering and forgeries, every reader that checks certificates reaches the same chain. */
    @Test
    void shouldEndInTheSameMembershipHoweverEntriesArrive() {
        fixture.decide(isolate(1)).decide(isolate(2)).append(deployment.rejoin(1, 1));
        fixture.decide(new MembershipEvent.Probation(IsolationFixture.executor(1)));
        fixture.decide(new MembershipEvent.Readmit(IsolationFixture.executor(1), 1))
                .decide(IsolationFixture.down(3));
        fixture.append(deployment.wanted(1, new Action.RevokeKey(IsolationFixture.keyId("v4"))));
        fixture.ordered().forEach(it -> sign(it, "v1", "v2", "v3"));
        List<CertifiedDecision> written = new ArrayList<>(fixture.certified());
        assertThat(written).hasSize(6);
        written.add(certified(
                new OrderedDecision(1, Hash.ZERO, deployment.proposal(isolate(5), 0), Enforcement.ENFORCED),
                "v1",
                "v2"));

        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            DecisionChain chain = start;
            while (chain.number() < 6) {
                CertifiedDecision entry = written.get(random.nextInt(written.size()));
                if (chain.check(entry, validatorSet).isEmpty()) {
                    chain = chain.after(entry.decision()).orElseThrow();
                }
            }
            assertThat(chain).isEqualTo(fixture.machine.chain());
        }
    }

    @Test
    void shouldDistinguishReplayedFromOutOfOrder() {
        DecisionChain after = start.after(decision).orElseThrow();
        OrderedDecision third =
                new OrderedDecision(3, after.head(), deployment.proposal(isolate(3), 0), Enforcement.ENFORCED);

        assertThat(after.check(certified(decision, "v1", "v2", "v3"), validatorSet)
                        .map(CertificateViolation::reason))
                .contains(Rejection.REPLAYED);
        assertThat(after.check(certified(third, "v1", "v2", "v3"), validatorSet).map(CertificateViolation::reason))
                .contains(Rejection.OUT_OF_ORDER);
    }

    @Test
    void shouldEncodeAProposalInOneWayOnly() {
        assertThat(IsolationProposal.decode(proposal.encode())).contains(proposal);
        assertThat(proposal.encode().toHex())
                .isEqualTo(deployment.hash().toHex()
                        + "00000000" + "00000002" + "6532" + "00000005" + "57524f4e47"
                        + "00000000" + "0000000000000063" + "0000000000eec55c"
                        + "00000004" + "0000000000000003" + "0000000000000004" + "0000000000000005" + "0000000000000008"
                        + proposal.logRoot().toHex() + "0000000000000000");
        byte[] bytes = proposal.encode().array();
        Random random = new Random(2);
        for (int i = 0; i < 5_000; i++) {
            byte[] changed = bytes.clone();
            changed[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            IsolationProposal.decode(Bytes.wrap(changed))
                    .ifPresent(other -> assertThat(other.encode())
                            .isEqualTo(Bytes.wrap(changed))
                            .isNotEqualTo(proposal.encode()));
        }
    }

    private OrderedDecision decided(IsolationProposal other) {
        return new OrderedDecision(1, Hash.ZERO, other, Enforcement.ENFORCED);
    }

    private void sign(OrderedDecision ordered, String... validators) {
        for (String validator : validators) {
            fixture.append(ratification(validator, ordered));
        }
    }

    private void assertBad(CertifiedDecision forged) {
        assertThat(start.check(forged, validatorSet).map(CertificateViolation::reason))
                .contains(Rejection.BAD_CERTIFICATE);
    }
}
