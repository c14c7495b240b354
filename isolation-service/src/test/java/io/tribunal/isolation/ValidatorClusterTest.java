package io.tribunal.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Role;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.core.isolation.MemberStatus;
import io.tribunal.core.isolation.ValidatorSet;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Control;
import io.tribunal.isolation.decisions.DecisionLog;
import io.tribunal.isolation.decisions.UnconfirmedProposals;
import io.tribunal.isolation.repair.AuditTrail;
import io.tribunal.isolation.repair.DecisionKey;
import io.tribunal.isolation.repair.DecisionRecord;
import io.tribunal.isolation.repair.LatestDecisions;
import io.tribunal.isolation.repair.PublishedRules;
import io.tribunal.isolation.signing.DecisionSigner;
import io.tribunal.isolation.signing.Endorser;
import io.tribunal.isolation.signing.ValidatorIdentity;
import io.tribunal.kafka.rules.RuleRecord;
import io.tribunal.schemas.codec.DecisionCodec;
import io.tribunal.schemas.codec.DecisionLogCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three validators, which run at random speeds, bring two decisions into force in every partition: to isolate an
 * executor that equivocates, and to register a key as ROOT demands.
 */
class ValidatorClusterTest {
    private static final ExecutorId E2 = ValidatorFixture.executor("e2");
    private static final int TICK_MS = 50;
    private static final int MANY_TICKS = 1_000;

    private final MemoryLogs logs = new MemoryLogs();
    private final Map<String, ValidatorProcess> processes = new TreeMap<>();
    private long now;

    @Test
    void shouldPublishEveryDecisionOnceWithoutCrashes() {
        start();

        run(new Random(1), MANY_TICKS, 0);

        assertThatBothDecisionsArePublished();
        assertThat(controls(0)).hasSize(2);
        assertThat(controls(1)).hasSize(2);
        assertThat(logs.log(MemoryLogs.TOPICS.isolationAudit(), 0)).hasSize(2);
        assertThat(logs.log(MemoryLogs.TOPICS.isolationDecisions(), 0)).hasSize(1);
        assertThat(logs.log(MemoryLogs.TOPICS.rules(), 0)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldReachTheSameStateAfterCrashesAtAnyPoint(long seed) {
        start();

        run(new Random(seed), MANY_TICKS, 100);
        run(new Random(seed), MANY_TICKS, 0);

        assertThatBothDecisionsArePublished();
    }

    @Test
    void shouldReachTheSameStateWithoutOneValidator() {
        start();
        processes.remove("v2");

        run(new Random(3), MANY_TICKS, 0);

        assertThatBothDecisionsArePublished();
    }

    @Test
    void shouldDecideNothingWithASingleValidator() {
        start();
        processes.keySet().removeAll(Set.of("v1", "v2"));

        run(new Random(4), MANY_TICKS, 0);

        assertThat(chain(0).number()).isZero();
        assertThat(logs.log(MemoryLogs.TOPICS.isolationAudit(), 0)).isEmpty();
    }

    @Test
    void shouldNotIsolateOnAFalseEndorsement() {
        start();
        processes.remove("v3");
        appendToDecisionLog(ValidatorFixture.endorsement("v3", ValidatorFixture.isolate("e1")));

        run(new Random(5), MANY_TICKS, 0);

        assertThatBothDecisionsArePublished();
        assertThat(chain(0).membership()
                        .find(ValidatorFixture.executor("e1"))
                        .orElseThrow()
                        .status())
                .isEqualTo(MemberStatus.ACTIVE);
    }

    @Test
    void shouldRepairTheTopicsOfDecisionsAfterForgedRecords() {
        start();
        CertifiedDecision forged = ValidatorFixture.certified(
                ValidatorFixture.certified(ValidatorFixture.isolate("e1"))
                        .getFirst()
                        .decision(),
                "v3");
        for (String topic : List.of(MemoryLogs.TOPICS.isolationAudit(), MemoryLogs.TOPICS.isolationDecisions())) {
            logs.append(topic, 0, DecisionKey.encode("e1"), DecisionCodec.frame(0, forged));
            logs.append(topic, 0, DecisionKey.encode("e2"), new byte[] {1, 2, 3});
            logs.append(topic, 0, null, new byte[0]);
        }
        for (long number = 0; number < 4; number++) {
            logs.append(MemoryLogs.TOPICS.rules(), 0, RuleRecord.key(number), new byte[] {1, 2, 3});
        }
        run(new Random(6), MANY_TICKS, 0);
        assertThatBothDecisionsArePublished();

        // When the latest decision about e2 is overwritten by one that was never certified, and rules by others
        logs.append(MemoryLogs.TOPICS.rules(), 0, RuleRecord.key(0), new byte[0]);
        ConsumerRecord<byte[], byte[]> second =
                logs.log(MemoryLogs.TOPICS.rules(), 0).getLast();
        logs.append(MemoryLogs.TOPICS.rules(), 0, RuleRecord.key(1), second.value());
        logs.append(
                MemoryLogs.TOPICS.isolationDecisions(),
                0,
                DecisionKey.encode("e2"),
                DecisionCodec.frame(
                        0,
                        ValidatorFixture.certified(ValidatorFixture.isolate("e2"))
                                .getFirst()));
        run(new Random(7), MANY_TICKS, 0);

        assertThatBothDecisionsArePublished();
    }

    private void start() {
        logs.request(0);
        logs.heartbeats();
        logs.equivocate("e2", 0);
        Action action = new Action.RegisterKey(ValidatorFixture.registered("newcomer", Role.CLIENT));
        appendToDecisionLog(new DecisionLogRecord.Mandate(RootMandate.by(
                List.of(ValidatorFixture.key("root")),
                ValidatorFixture.DEPLOYMENT,
                1,
                action,
                PayloadCodec.encodeAction(action))));
        List.of("v1", "v2", "v3").forEach(name -> processes.put(name, new ValidatorProcess(name, logs)));
    }

    private void appendToDecisionLog(DecisionLogRecord.Content content) {
        logs.append(
                MemoryLogs.TOPICS.isolationEndorsements(),
                0,
                null,
                DecisionLogCodec.encode(0, ValidatorFixture.DEPLOYMENT, content));
    }

    /**
     * @param crashOneIn a process crashes after one in so many steps, perhaps before its records are appended; 0: never
     */
    private void run(Random random, int ticks, int crashOneIn) {
        List<String> names = new ArrayList<>(processes.keySet());
        for (int tick = 0; tick < ticks; tick++) {
            String name = names.get(random.nextInt(names.size()));
            processes.get(name).step(random, now);
            now += TICK_MS;
            boolean crash = crashOneIn > 0 && random.nextInt(crashOneIn) == 0;
            if (!crash || random.nextBoolean()) {
                processes.get(name).flush();
            }
            if (crash) {
                processes.put(name, new ValidatorProcess(name, logs));
            }
            if (tick % 10 == 0) {
                logs.heartbeats();
            }
        }
    }

    private void assertThatBothDecisionsArePublished() {
        for (int partition = 0; partition < ValidatorFixture.PARTITIONS; partition++) {
            DecisionChain chain = chain(partition);
            assertThat(chain.number()).isEqualTo(2);
            assertThat(chain.head()).isEqualTo(chain(0).head());
            assertThat(chain.membership().find(E2).orElseThrow().status()).isEqualTo(MemberStatus.ISOLATED);
            assertThat(chain.registry().find(ValidatorFixture.key("newcomer").keyId()))
                    .isPresent();
        }
        AuditTrail audit = new AuditTrail(
                ValidatorFixture.emptyChain(), new ValidatorSet(ValidatorFixture.GENESIS, ValidatorFixture.VERIFIER));
        logs.log(MemoryLogs.TOPICS.isolationAudit(), 0).forEach(record -> audit.read(DecisionRecord.of(record)));
        assertThat(audit.audited()).isEqualTo(2);
        LatestDecisions latest = new LatestDecisions(ValidatorFixture.GENESIS.executors());
        logs.log(MemoryLogs.TOPICS.isolationDecisions(), 0).forEach(record -> latest.read(DecisionRecord.of(record)));
        assertThat(latest.latest(E2))
                .hasValueSatisfying(
                        last -> assertThat(((IsolationProposal) last.decision().subject()).executor())
                                .isEqualTo(E2))
                .hasValueSatisfying(last -> assertThat(certified()).contains(last));
        assertThatTheRulesAreComplete();
        assertThatNoRecordWasWrittenTwice();
    }

    /** The last record under each number is the rule, as compaction would leave it. */
    private void assertThatTheRulesAreComplete() {
        PublishedRules rules = new PublishedRules(ValidatorFixture.DEPLOYMENT);
        logs.log(MemoryLogs.TOPICS.rules(), 0).forEach(record -> rules.read(RuleRecord.of(record)));
        assertThat(rules.through(certified())).isEqualTo(2);
    }

    private DecisionChain chain(int partition) {
        PartitionAdmission admission =
                new PartitionAdmission(partition, ValidatorFixture.DEPLOYMENT, ValidatorFixture.VERIFIER);
        records(partition).forEach(admission::decide);
        return admission.chain();
    }

    private List<BusinessRecord> records(int partition) {
        int size = logs.log(MemoryLogs.TOPICS.businessLog(), partition).size();
        return IntStream.range(0, size)
                .mapToObj(offset -> logs.business(partition, offset))
                .toList();
    }

    private List<BusinessRecord> controls(int partition) {
        return records(partition).stream()
                .filter(record ->
                        record.content() instanceof BusinessRecord.Entry entry && entry.payload() instanceof Control)
                .toList();
    }

    /** The certified decisions in the decision log. */
    private List<CertifiedDecision> certified() {
        ValidatorIdentity reader = ValidatorFixture.identity("v1");
        DecisionLog decisionLog = new DecisionLog(
                ValidatorFixture.machine(),
                new Endorser(reader, content -> {}),
                new DecisionSigner(reader, content -> {}),
                new UnconfirmedProposals(reader.validator()));
        logs.log(MemoryLogs.TOPICS.isolationEndorsements(), 0)
                .forEach(record -> decisionLog.process(DecisionLogCodec.decode(record.offset(), true, record.value())));
        return decisionLog.certified();
    }

    private void assertThatNoRecordWasWrittenTwice() {
        Set<DecisionLogRecord.Content> seen = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : logs.log(MemoryLogs.TOPICS.isolationEndorsements(), 0)) {
            assertThat(seen.add(DecisionLogCodec.decode(0, true, record.value()).content()))
                    .isTrue();
        }
    }
}
