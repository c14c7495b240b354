package io.tribunal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.audit.export.Claim;
import io.tribunal.audit.export.Claim.Worth;
import io.tribunal.audit.export.DecisionHistory;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.schemas.codec.DecisionCodec;
import io.tribunal.schemas.signing.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ClaimTest {
    private final EvidenceFixture fixture = EvidenceCases.equivocated();
    private final DecisionHistory history = fixture.history();
    private final CertifiedDecision inForce = history.entries().getFirst().certified();

    private Claim.Checked check(String key, CertifiedDecision decision) {
        return check(key, DecisionCodec.frame(0, decision));
    }

    private Claim.Checked check(String key, byte[] value) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("isolation-decisions", 0, 0, key.getBytes(StandardCharsets.UTF_8), value);
        return Claim.of(record).check(history, EvidenceFixture.VERIFIER);
    }

    private CertifiedDecision claim(long number, Hash previous, String executor, String... validators) {
        MembershipEvent event = new MembershipEvent.Isolate(new ExecutorId(executor), DeviationClass.WRONG);
        IsolationProposal proposal = fixture.claimed(event, List.of(1L), 16_000_000, 0);
        OrderedDecision decision = new OrderedDecision(number, previous, proposal, Enforcement.ENFORCED);
        List<SigningKey> keys =
                Arrays.stream(validators).map(EvidenceFixture::key).toList();
        return new CertifiedDecision(decision, QuorumCertificate.by(keys, decision));
    }

    @Test
    void shouldAcceptADecisionInForce() {
        assertThat(check("e3", inForce).worth()).isEqualTo(Worth.VALID);
    }

    @Test
    void shouldReportADecisionAheadOfPartitionZero() {
        Hash head = inForce.decision().hash();

        assertThat(check("e1", claim(2, head, "e1", "v1", "v2")).worth()).isEqualTo(Worth.AHEAD);
        assertThat(check("e1", claim(9, head, "e1")).worth()).isEqualTo(Worth.AHEAD);
    }

    @Test
    void shouldReportForgedClaims() {
        Hash head = inForce.decision().hash();

        assertThat(List.of(
                        check("e1", inForce),
                        check("e1", new byte[] {1, 2}),
                        check("e1", claim(1, Hash.ZERO, "e1", "v1", "v2")),
                        check("e1", claim(2, head, "e1", "v1")),
                        check("e1", claim(2, head, "e1", "e1", "e2")),
                        check("e3", new CertifiedDecision(inForce.decision(), QuorumCertificate.NONE))))
                .extracting(Claim.Checked::worth)
                .containsOnly(Worth.FORGED);
    }
}
