package io.tribunal.isolation.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.isolation.ValidatorFixture;
import io.tribunal.schemas.codec.DecisionCodec;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LatestDecisionsTest {
    private static final ExecutorId E2 = ValidatorFixture.executor("e2");
    private static final List<CertifiedDecision> CERTIFIED =
            ValidatorFixture.certified(ValidatorFixture.isolate("e2"), ValidatorFixture.isolate("e3"));

    private final LatestDecisions latest = new LatestDecisions(ValidatorFixture.GENESIS.executors());
    private long offset;

    @Test
    void shouldKeepTheLastRecordOfEachExecutor() {
        read("e2", value(CERTIFIED.get(0)));
        read("e3", value(CERTIFIED.get(1)));

        assertThat(latest.latest(E2)).contains(CERTIFIED.get(0));
        assertThat(latest.latest(ValidatorFixture.executor("e3"))).contains(CERTIFIED.get(1));
        assertThat(latest.latest(ValidatorFixture.executor("e1"))).isEmpty();
        assertThat(latest.takeInvalid(CERTIFIED)).isEmpty();
    }

    @Test
    void shouldForgetADecisionThatAnUnreadableRecordOverwrites() {
        read("e2", value(CERTIFIED.get(0)));

        assertThat(read("e2", new byte[] {1, 2, 3})).isPresent();
        assertThat(latest.latest(E2)).isEmpty();
        read("e2", value(CERTIFIED.get(0)));
        assertThat(read("e2", null)).contains("no value");
        assertThat(latest.latest(E2)).isEmpty();
        assertThat(latest.takeInvalid(CERTIFIED)).isEmpty();
    }

    @Test
    void shouldIgnoreRecordsWhoseKeyIsNoExecutor() {
        assertThat(read("mandate", value(CERTIFIED.get(0)))).contains("the key is no executor");
        assertThat(read("e9", null)).contains("the key is no executor");
    }

    @Test
    void shouldIgnoreADecisionAboutAnotherExecutorThanItsKey() {
        assertThat(read("e2", value(CERTIFIED.get(1)))).isPresent();
        assertThat(latest.latest(E2)).isEmpty();
    }

    @Test
    void shouldReturnAnInvalidRecordOnceAsSoonAsTheDecisionIsCertified() {
        // Given decision 1 with another certificate than the decision log shows
        read("e2", value(ValidatorFixture.certified(CERTIFIED.get(0).decision(), "v2", "v3")));

        assertThat(latest.takeInvalid(List.of())).isEmpty();
        assertThat(latest.takeInvalid(CERTIFIED))
                .extracting(DecisionRecord::offset)
                .containsExactly(0L);
        assertThat(latest.takeInvalid(CERTIFIED)).isEmpty();
    }

    private Optional<String> read(String key, byte @Nullable [] value) {
        return latest.read(
                DecisionRecord.of(new ConsumerRecord<>("decisions", 0, offset++, DecisionKey.encode(key), value)));
    }

    private static byte[] value(CertifiedDecision decision) {
        return DecisionCodec.frame(0, decision);
    }
}
