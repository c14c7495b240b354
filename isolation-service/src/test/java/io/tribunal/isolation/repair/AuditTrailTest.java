package io.tribunal.isolation.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.isolation.ValidatorSet;
import io.tribunal.isolation.ValidatorFixture;
import io.tribunal.schemas.codec.DecisionCodec;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class AuditTrailTest {
    private static final List<CertifiedDecision> CERTIFIED =
            ValidatorFixture.certified(ValidatorFixture.isolate("e2"), ValidatorFixture.isolate("e3"));

    private final AuditTrail trail = new AuditTrail(
            ValidatorFixture.emptyChain(), new ValidatorSet(ValidatorFixture.GENESIS, ValidatorFixture.VERIFIER));

    @Test
    void shouldCountDecisionsInOrder() {
        assertThat(read("e2", CERTIFIED.get(0))).isEmpty();
        assertThat(read("e3", CERTIFIED.get(1))).isEmpty();

        assertThat(trail.audited()).isEqualTo(2);
    }

    @Test
    void shouldIgnoreDuplicates() {
        read("e2", CERTIFIED.get(0));

        assertThat(read("e2", CERTIFIED.get(0))).isEmpty();
        assertThat(trail.audited()).isEqualTo(1);
    }

    @Test
    void shouldIgnoreADecisionThatComesTooEarlyAndReadItInItsPlace() {
        assertThat(read("e3", CERTIFIED.get(1)))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("OUT_OF_ORDER"));
        assertThat(trail.audited()).isZero();

        read("e2", CERTIFIED.get(0));
        read("e3", CERTIFIED.get(1));

        assertThat(trail.audited()).isEqualTo(2);
    }

    @Test
    void shouldIgnoreADecisionOfASingleValidator() {
        OrderedDecision alone = CERTIFIED.get(0).decision();

        assertThat(read("e2", ValidatorFixture.certified(alone, "v1"))).isPresent();
        assertThat(read("e2", ValidatorFixture.certified(alone, "v1", "e1"))).isPresent();
        assertThat(trail.audited()).isZero();
    }

    @Test
    void shouldIgnoreAnotherDecisionInTheSamePlace() {
        read("e2", CERTIFIED.get(0));
        OrderedDecision another = new OrderedDecision(
                1, CERTIFIED.get(0).decision().previous(), ValidatorFixture.isolate("e4"), Enforcement.ENFORCED);

        assertThat(read("e4", ValidatorFixture.certified(another, "v2", "v3"))).isPresent();
        assertThat(read(
                        "e4",
                        ValidatorFixture.certified(
                                new OrderedDecision(-1, another.previous(), another.subject(), another.outcome()),
                                "v1")))
                .isPresent();
    }

    @Test
    void shouldIgnoreAWrongKeyAndUnreadableRecords() {
        assertThat(read("e3", CERTIFIED.get(0))).contains("the key does not match the decision");
        assertThat(trail.read(DecisionRecord.of(new ConsumerRecord<>("audit", 0, 3, null, null))))
                .contains("no value");
        assertThat(trail.read(DecisionRecord.of(new ConsumerRecord<>("audit", 0, 4, new byte[] {-1}, new byte[9]))))
                .isPresent();
        assertThat(trail.audited()).isZero();
    }

    private Optional<String> read(String key, CertifiedDecision decision) {
        byte[] value = DecisionCodec.frame(0, decision);
        return trail.read(DecisionRecord.of(new ConsumerRecord<>("audit", 0, 0, DecisionKey.encode(key), value)));
    }
}
