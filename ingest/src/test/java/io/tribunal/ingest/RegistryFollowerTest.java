package io.tribunal.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.ingest.check.CertifiedVoid;
import io.tribunal.ingest.check.RulesHistory;
import io.tribunal.ingest.check.VerdictFixture;
import io.tribunal.kafka.rules.RuleRecord;
import io.tribunal.schemas.signing.Ed25519;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryFollowerTest {
    private static final int DECISIONS = 5;

    private final RuleFixture rules = new RuleFixture();
    private final List<String> ignored = new ArrayList<>();
    private final RegistryFollower follower =
            new RegistryFollower(rules.deployment(), Ed25519.verifier(), ignored::add);

    private void read(ConsumerRecord<byte[], byte[]> record) {
        follower.read(RuleRecord.of(record), record.serializedValueSize());
    }

    /** The executors whose key is revoked. */
    private List<Integer> revoked() {
        return IntStream.rangeClosed(1, DECISIONS)
                .filter(executor -> follower.trust()
                        .registry()
                        .find(VerdictFixture.key("e" + executor).keyId())
                        .isEmpty())
                .boxed()
                .toList();
    }

    @Test
    void shouldTrustTheGenesisOfTheDeployment() {
        read(rules.genesis());
        assertThat(follower.trust()).isEqualTo(rules.verdicts().trust());
        assertThat(ignored).isEmpty();
    }

    @Test
    void shouldTrustTheGenesisOfEveryRulesVersionThatItKnows() {
        RuleFixture first = new RuleFixture(RulesVersion.FIRST);
        assertThat(followerOf(first).trust()).isEqualTo(first.verdicts().trust());
    }

    @Test
    void shouldRefuseRulesThatItDoesNotKnowByName() {
        assertThatThrownBy(() -> followerOf(new RuleFixture(new RulesVersion(3))))
                .isInstanceOf(UntrustedDeploymentException.class)
                .hasMessage("genesis asks for rules version 3, this release knows those up to 2; use a newer one");
    }

    private RegistryFollower followerOf(RuleFixture deployment) {
        RegistryFollower reader = new RegistryFollower(deployment.deployment(), Ed25519.verifier(), ignored::add);
        ConsumerRecord<byte[], byte[]> genesis = deployment.genesis();
        reader.read(RuleRecord.of(genesis), genesis.serializedValueSize());
        return reader;
    }

    @Test
    void shouldTrustNothingBeforeGenesis() {
        read(rules.decision(1));
        assertThat(follower.hasGenesis()).isFalse();
        assertThatThrownBy(follower::trust)
                .isInstanceOf(UntrustedDeploymentException.class)
                .hasMessageContaining(rules.deployment().toHex());
    }

    @Test
    void shouldIgnoreAnotherGenesisBeforeAndAfterItsOwn() {
        read(rules.otherGenesis());
        read(rules.genesis());
        read(rules.otherGenesis());
        read(rules.genesis());
        assertThat(follower.trust()).isEqualTo(rules.verdicts().trust());
        assertThat(ignored)
                .hasSize(2)
                .allSatisfy(reason -> assertThat(reason).startsWith("it is the genesis of deployment"));
    }

    @Test
    void shouldApplyDecisionsWhoeverSignedTheirEnvelope() {
        read(rules.genesis());
        read(rules.decision(1));
        read(rules.decision(2));
        assertThat(revoked()).containsExactly(1, 2);
        assertThat(follower.trust().deployment()).isEqualTo(rules.deployment());
        assertThat(ignored).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldArriveAtTheSameRulesInAnyOrderAndWithRepeats(long seed) {
        // Given
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int copy = 0; copy < 2; copy++) {
            records.add(rules.genesis());
            IntStream.rangeClosed(1, DECISIONS).mapToObj(rules::decision).forEach(records::add);
        }
        Collections.shuffle(records, new Random(seed));
        // When
        records.forEach(this::read);
        // Then
        assertThat(revoked()).containsExactly(1, 2, 3, 4, 5);
        assertThat(ignored).isEmpty();
    }

    @Test
    void shouldWaitForAMissingNumber() {
        read(rules.genesis());
        read(rules.decision(2));
        read(rules.decision(3));
        assertThat(revoked()).isEmpty();
        read(rules.decision(1));
        assertThat(revoked()).containsExactly(1, 2, 3);
    }

    @Test
    void shouldIgnoreADecisionThatRootDidNotSign() {
        read(rules.genesis());
        read(rules.decision(1, VerdictFixture.key("e1"), 1));
        assertThat(revoked()).isEmpty();
        assertThat(ignored).singleElement().asString().startsWith("BAD_CERTIFICATE");
        read(rules.decision(1));
        assertThat(revoked()).containsExactly(1);
    }

    @Test
    void shouldIgnoreAForgedDecisionThatWaitedAndApplyTheTrueOne() {
        read(rules.genesis());
        read(rules.decision(2, VerdictFixture.key("e1"), 2));
        read(rules.decision(1));
        assertThat(revoked()).containsExactly(1);
        assertThat(ignored).singleElement().asString().startsWith("BAD_CERTIFICATE");
        read(rules.decision(2));
        assertThat(revoked()).containsExactly(1, 2);
    }

    @Test
    void shouldIgnoreAForkOfADecisionInForce() {
        read(rules.genesis());
        read(rules.decision(1));
        read(rules.decision(1, VerdictFixture.key("root"), 3));
        assertThat(revoked()).containsExactly(1);
        assertThat(ignored).containsExactly("another decision 1 is in force");
    }

    @Test
    void shouldIgnoreADecisionUnderTheNumberOfAnother() {
        read(rules.genesis());
        read(rules.record("7", rules.decisionValue(1)));
        assertThat(revoked()).isEmpty();
        assertThat(ignored).containsExactly("it holds the rule of number 1");
    }

    @Test
    void shouldIgnoreGarbageAndApplyWhatFollows() {
        read(rules.genesis());
        read(rules.record("1", new byte[0]));
        read(rules.record("1", new byte[2 << 20]));
        read(rules.record("one", rules.decisionValue(1)));
        read(rules.record("-1", rules.decisionValue(1)));
        read(rules.record("01", rules.decisionValue(1)));
        read(rules.record("", rules.decisionValue(1)));
        assertThat(ignored).hasSize(6);
        read(rules.decision(1));
        assertThat(revoked()).containsExactly(1);
    }

    @Test
    void shouldReadAgainWhatDidNotFitIntoMemory() {
        // Given decisions that wait for decision 1 and take all the room
        int half = WaitingDecisions.MAX_BYTES / 2;
        read(rules.genesis());
        IntStream.of(2, 3, 4).forEach(number -> follower.read(RuleRecord.of(rules.decision(number)), half));
        assertThat(follower.wantsToReadAgain()).isFalse();
        // When
        read(rules.decision(1));
        // Then
        assertThat(revoked()).containsExactly(1, 2, 3);
        assertThat(follower.wantsToReadAgain()).isTrue();
        assertThat(follower.wantsToReadAgain()).isFalse();
        read(rules.decision(4));
        assertThat(revoked()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void shouldNotReadAgainForAForgedFloodBeforeADecisionIsApplied() {
        read(rules.genesis());
        for (int number = 2; number < 50; number++) {
            ConsumerRecord<byte[], byte[]> forged = rules.decision(number, VerdictFixture.key("e1"), 1);
            follower.read(RuleRecord.of(forged), WaitingDecisions.MAX_BYTES / 2);
            assertThat(follower.wantsToReadAgain()).isFalse();
        }
        read(rules.decision(1));
        read(rules.decision(2));
        assertThat(revoked()).containsExactly(1, 2);
    }

    @Test
    void shouldRememberTheKeysOfBeforeAndEachVoid() {
        LogPosition voided = new LogPosition(2, 40);
        read(rules.genesis());
        read(rules.voidOf(voided));
        assertThat(follower.trust().history()).isEqualTo(RulesHistory.NONE.with(new CertifiedVoid(1, voided)));
        assertThat(followerOfOne().trust().history().earlier())
                .containsExactly(new RulesHistory.Rules(
                        rules.verdicts().trust().registry(),
                        rules.verdicts().trust().policy()));
    }

    /** It has read a decision that revokes a key. */
    private RegistryFollower followerOfOne() {
        RuleFixture one = new RuleFixture();
        RegistryFollower reader = followerOf(one);
        ConsumerRecord<byte[], byte[]> decision = one.decision(1);
        reader.read(RuleRecord.of(decision), decision.serializedValueSize());
        return reader;
    }
}
