package io.tribunal.isolation.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.isolation.ValidatorFixture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReconcilerTest {
    private static final long PATIENCE = 2_000;
    private static final int VALIDATORS = 3;
    private static final List<CertifiedDecision> CERTIFIED = ValidatorFixture.certified(
            ValidatorFixture.isolate("e2"),
            ValidatorFixture.isolate("e3"),
            ValidatorFixture.proposal(new MembershipEvent.Probation(ValidatorFixture.executor("e2")), 0, 12, 1));

    private final Topics topics = new Topics();
    /** In the rotation, rank 1 writes decision 1 first, rank 2 decision 2, rank 0 decision 3. */
    private final Reconciler first = reconciler(1);

    private Reconciler reconciler(int rank) {
        return new Reconciler(ValidatorFixture.PARTITIONS, new WriteSchedule<>(rank, VALIDATORS, PATIENCE), topics);
    }

    @Test
    void shouldWriteNothingBeforeADecisionIsCertified() {
        first.reconcile(List.of(), topics, 0);

        assertThat(topics.written).isEmpty();
    }

    @Test
    void shouldPublishADecisionToEveryPartitionTheAuditAndTheLatest() {
        first.reconcile(certified(1), topics, 0);

        assertThat(topics.written)
                .containsExactly("control 0: 1", "control 1: 1", "audit: 1", "rule: 1", "latest e2: 1");
    }

    @Test
    void shouldWriteTheRulesOneNumberAtATimeFromGenesisOn() {
        topics.inForce(3, 3).audited(3).latest("e2", CERTIFIED.get(2)).latest("e3", CERTIFIED.get(1));

        topics.ruled(-1);
        reconciler(0).reconcile(certified(3), topics, 0);
        topics.ruled(0);
        reconciler(1).reconcile(certified(3), topics, 0);
        topics.ruled(1);
        reconciler(2).reconcile(certified(3), topics, 0);
        topics.ruled(3);
        reconciler(0).reconcile(certified(3), topics, 0);

        assertThat(topics.written).containsExactly("rule: 0", "rule: 1", "rule: 2");
    }

    @Test
    void shouldWriteGenesisBeforeAnyDecisionIsCertified() {
        topics.ruled(-1);

        reconciler(0).reconcile(List.of(), topics, 0);

        assertThat(topics.written).containsExactly("rule: 0");
    }

    @Test
    void shouldNotWriteARecordThatIsPublished() {
        topics.inForce(1, 1).audited(1).ruled(1).latest("e2", CERTIFIED.get(0));

        run(first, certified(1), 0, 20 * PATIENCE);

        assertThat(topics.written).isEmpty();
    }

    @Test
    void shouldWriteOnlyTheNextDecisionOfEachPartition() {
        topics.inForce(2, 0).audited(3).ruled(3).latest("e2", CERTIFIED.get(2)).latest("e3", CERTIFIED.get(1));

        run(first, certified(3), 0, 3 * PATIENCE - 1);

        assertThat(topics.written).containsExactly("control 1: 1", "control 0: 3");
    }

    @Test
    void shouldNotWriteToAPartitionThatItHasNotRead() {
        topics.unread(0);

        first.reconcile(certified(1), topics, 0);

        assertThat(topics.written).contains("control 1: 1").doesNotContain("control 0: 1");
    }

    @Test
    void shouldWriteTheAuditOneDecisionAtATime() {
        topics.inForce(3, 3).ruled(3).latest("e2", CERTIFIED.get(2)).latest("e3", CERTIFIED.get(1));

        reconciler(1).reconcile(certified(3), topics, 0);
        topics.audited(1);
        reconciler(2).reconcile(certified(3), topics, 0);
        topics.audited(2);
        reconciler(0).reconcile(certified(3), topics, 0);

        assertThat(topics.written).containsExactly("audit: 1", "audit: 2", "audit: 3");
    }

    @Test
    void shouldWaitForTheValidatorsBeforeItInTheRotation() {
        // Given decision 1, which ranks 1, 2 and 0 write in this rotation, and rank 1 is dead
        Reconciler second = reconciler(2);
        Reconciler third = reconciler(0);
        run(second, certified(1), 0, PATIENCE - 1);
        run(third, certified(1), 0, PATIENCE - 1);
        assertThat(topics.written).isEmpty();

        // When
        second.reconcile(certified(1), topics, PATIENCE);
        assertThat(topics.written).hasSize(5);

        // Then the third writes only what the second has not published
        topics.inForce(1, 0).audited(1).ruled(1).latest("e2", CERTIFIED.get(0));
        topics.written.clear();
        third.reconcile(certified(1), topics, 2 * PATIENCE);
        assertThat(topics.written).containsExactly("control 1: 1");
    }

    @Test
    void shouldRepairALatestDecisionThatALateWriterOverwrote() {
        topics.inForce(3, 3).audited(3).ruled(3).latest("e2", CERTIFIED.get(2)).latest("e3", CERTIFIED.get(1));
        Reconciler own = reconciler(0);
        own.reconcile(certified(3), topics, 0);
        assertThat(topics.written).isEmpty();

        // When a paused writer appends the older decision about e2 after the newer one
        topics.latest("e2", CERTIFIED.get(0));
        own.reconcile(certified(3), topics, 10);

        assertThat(topics.written).containsExactly("latest e2: 3");
    }

    @Test
    void shouldRepairARecordWithTheSameDelayEachTimeItIsOverwritten() {
        topics.inForce(3, 3).audited(3).ruled(3).latest("e3", CERTIFIED.get(1));
        Reconciler own = reconciler(0);

        for (int round = 0; round < 20; round++) {
            topics.latest("e2", CERTIFIED.get(0));
            own.reconcile(certified(3), topics, round);
            topics.latest("e2", CERTIFIED.get(2));
            own.reconcile(certified(3), topics, round);
        }

        assertThat(topics.written).hasSize(20).containsOnly("latest e2: 3");
    }

    @Test
    void shouldRepairAnUnreadableRecord() {
        topics.inForce(3, 3).audited(3).ruled(3).latest("e3", CERTIFIED.get(1));

        reconciler(0).reconcile(certified(3), topics, 0);

        assertThat(topics.written).containsExactly("latest e2: 3");
    }

    @Test
    void shouldNotOverwriteANewerDecisionThatOthersHavePublished() {
        // Given a validator that has read two decisions, and the third published already
        topics.inForce(2, 2).audited(2).ruled(2).latest("e3", CERTIFIED.get(1)).latest("e2", CERTIFIED.get(2));

        run(first, certified(2), 0, 2 * PATIENCE);
        run(first, certified(3), 2 * PATIENCE + 1, 20 * PATIENCE);

        assertThat(topics.written).isNotEmpty().noneMatch(line -> line.startsWith("latest"));
    }

    @Test
    void shouldReplaceADecisionAheadThatIsNeverCertified() {
        // Given a forged record of a decision far ahead
        OrderedDecision one = CERTIFIED.get(0).decision();
        CertifiedDecision ahead = new CertifiedDecision(
                new OrderedDecision(99, one.hash(), one.subject(), one.outcome()),
                CERTIFIED.get(0).certificate());
        topics.inForce(1, 1).audited(1).ruled(1).latest("e2", ahead);

        run(first, certified(1), 0, 3 * PATIENCE);

        assertThat(topics.written).containsExactly("latest e2: 1");
    }

    @Test
    void shouldRewriteAMissingRecordAtDoublingIntervals() {
        topics.inForce(0, 1).audited(1).ruled(1).latest("e2", CERTIFIED.get(0));
        List<Long> times = new ArrayList<>();

        for (long now = 0; now <= 45_000; now += 100) {
            topics.written.clear();
            first.reconcile(certified(1), topics, now);
            if (!topics.written.isEmpty()) {
                times.add(now);
            }
        }

        assertThat(times).containsExactly(0L, 6_000L, 18_000L, 42_000L);
    }

    private static List<CertifiedDecision> certified(int count) {
        return CERTIFIED.subList(0, count);
    }

    private void run(Reconciler reconciler, List<CertifiedDecision> certified, long from, long to) {
        for (long now = from; now <= to; now++) {
            reconciler.reconcile(certified, topics, now);
        }
    }

    /** What is published and what was written. A written record is published only when the test says so. */
    private static final class Topics implements PublicationStatus, DecisionWriter {
        private final List<String> written = new ArrayList<>();
        private final Map<Integer, Long> inForce = new HashMap<>(Map.of(0, 0L, 1, 0L));
        private final Map<ExecutorId, CertifiedDecision> latest = new HashMap<>();
        private long audited;
        private long ruled;

        Topics inForce(long inFirst, long inSecond) {
            inForce.put(0, inFirst);
            inForce.put(1, inSecond);
            return this;
        }

        void unread(int partition) {
            inForce.remove(partition);
        }

        Topics audited(long count) {
            audited = count;
            return this;
        }

        Topics ruled(long number) {
            ruled = number;
            return this;
        }

        Topics latest(String executor, CertifiedDecision decision) {
            latest.put(ValidatorFixture.executor(executor), decision);
            return this;
        }

        @Override
        public OptionalLong inForce(int partition) {
            Long number = inForce.get(partition);
            return number == null ? OptionalLong.empty() : OptionalLong.of(number);
        }

        @Override
        public long audited() {
            return audited;
        }

        @Override
        public long ruled() {
            return ruled;
        }

        @Override
        public Optional<CertifiedDecision> latest(ExecutorId executor) {
            return Optional.ofNullable(latest.get(executor));
        }

        @Override
        public void control(int partition, CertifiedDecision decision) {
            written.add("control " + partition + ": " + decision.decision().number());
        }

        @Override
        public void audit(CertifiedDecision decision) {
            written.add("audit: " + decision.decision().number());
        }

        @Override
        public void genesisRule() {
            written.add("rule: 0");
        }

        @Override
        public void rule(CertifiedDecision decision) {
            written.add("rule: " + decision.decision().number());
        }

        @Override
        public void latest(ExecutorId executor, CertifiedDecision decision) {
            written.add("latest " + executor + ": " + decision.decision().number());
        }
    }
}
