package io.tribunal.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.identity.ExecutorId;
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
    private static final List<CertifiedDecision> DECIDED = ValidatorFixture.certified(
            ValidatorFixture.isolate("e2"),
            ValidatorFixture.isolate("e3"),
            ValidatorFixture.proposal(new MembershipEvent.Probation(ValidatorFixture.executor("e2")), 0, 12, 1));

    private final World world = new World();
    /** Decision 1 is the turn of the validator with rank 1, decision 2 that of rank 2, decision 3 that of rank 0. */
    private final Reconciler first = reconciler(1);

    private Reconciler reconciler(int rank) {
        return new Reconciler(ValidatorFixture.PARTITIONS, new WriteSchedule<>(rank, VALIDATORS, PATIENCE), world);
    }

    @Test
    void shouldWriteNothingBeforeAnythingIsDecided() {
        first.reconcile(List.of(), world, 0);

        assertThat(world.written).isEmpty();
    }

    @Test
    void shouldBringADecisionToEveryPartitionToTheAuditAndToTheLatest() {
        first.reconcile(decided(1), world, 0);

        assertThat(world.written).containsExactly("control 0: 1", "control 1: 1", "audit: 1", "latest e2: 1");
    }

    @Test
    void shouldNotWriteWhatIsThere() {
        world.inForce(1, 1).audited(1).latest("e2", DECIDED.get(0));

        run(first, decided(1), 0, 20 * PATIENCE);

        assertThat(world.written).isEmpty();
    }

    @Test
    void shouldGiveEachPartitionItsNextDecisionOnly() {
        world.inForce(2, 0).audited(3).latest("e2", DECIDED.get(2)).latest("e3", DECIDED.get(1));

        run(first, decided(3), 0, 3 * PATIENCE - 1);

        assertThat(world.written).containsExactly("control 1: 1", "control 0: 3");
    }

    @Test
    void shouldWriteNothingToAPartitionThatItHasNotRead() {
        world.unread(0);

        first.reconcile(decided(1), world, 0);

        assertThat(world.written).contains("control 1: 1").doesNotContain("control 0: 1");
    }

    @Test
    void shouldWriteTheAuditOneByOne() {
        world.inForce(3, 3).latest("e2", DECIDED.get(2)).latest("e3", DECIDED.get(1));

        reconciler(1).reconcile(decided(3), world, 0);
        world.audited(1);
        reconciler(2).reconcile(decided(3), world, 0);
        world.audited(2);
        reconciler(0).reconcile(decided(3), world, 0);

        assertThat(world.written).containsExactly("audit: 1", "audit: 2", "audit: 3");
    }

    @Test
    void shouldLeaveItToTheOneWhoseTurnItIsWhileThatOneLives() {
        // Given decision 1, whose turn is that of rank 1, then 2, then 0; and rank 1 does nothing
        Reconciler second = reconciler(2);
        Reconciler third = reconciler(0);
        run(second, decided(1), 0, PATIENCE - 1);
        run(third, decided(1), 0, PATIENCE - 1);
        assertThat(world.written).isEmpty();

        // When
        second.reconcile(decided(1), world, PATIENCE);
        assertThat(world.written).hasSize(4);

        // Then the third writes only what the second has not brought about
        world.inForce(1, 0).audited(1).latest("e2", DECIDED.get(0));
        world.written.clear();
        third.reconcile(decided(1), world, 2 * PATIENCE);
        assertThat(world.written).containsExactly("control 1: 1");
    }

    @Test
    void shouldRepairWhatALateWriterHasLeftAsTheLast() {
        world.inForce(3, 3).audited(3).latest("e2", DECIDED.get(2)).latest("e3", DECIDED.get(1));
        Reconciler own = reconciler(0);
        own.reconcile(decided(3), world, 0);
        assertThat(world.written).isEmpty();

        // When a writer that was asleep puts the older decision about e2 behind the newer one
        world.latest("e2", DECIDED.get(0));
        own.reconcile(decided(3), world, 10);

        assertThat(world.written).containsExactly("latest e2: 3");
    }

    @Test
    void shouldRepairItAsSoonEachTimeItIsOverwritten() {
        world.inForce(3, 3).audited(3).latest("e3", DECIDED.get(1));
        Reconciler own = reconciler(0);

        for (int round = 0; round < 20; round++) {
            world.latest("e2", DECIDED.get(0));
            own.reconcile(decided(3), world, round);
            world.latest("e2", DECIDED.get(2));
            own.reconcile(decided(3), world, round);
        }

        assertThat(world.written).hasSize(20).containsOnly("latest e2: 3");
    }

    @Test
    void shouldRepairWhatCannotBeRead() {
        world.inForce(3, 3).audited(3).latest("e3", DECIDED.get(1));

        reconciler(0).reconcile(decided(3), world, 0);

        assertThat(world.written).containsExactly("latest e2: 3");
    }

    @Test
    void shouldNotPutWhatItKnowsBehindWhatOthersKnowBefore() {
        // Given a validator that has read two decisions, and the third published already
        world.inForce(2, 2).audited(2).latest("e3", DECIDED.get(1)).latest("e2", DECIDED.get(2));

        run(first, decided(2), 0, 2 * PATIENCE);
        run(first, decided(3), 2 * PATIENCE + 1, 20 * PATIENCE);

        assertThat(world.written).isNotEmpty().noneMatch(line -> line.startsWith("latest"));
    }

    @Test
    void shouldNotBeHeldUpForEverByADecisionThatNeverComes() {
        // Given a liar's record that claims to be of a decision far ahead
        OrderedDecision one = DECIDED.get(0).decision();
        CertifiedDecision ahead = new CertifiedDecision(
                new OrderedDecision(99, one.hash(), one.subject(), one.outcome()),
                DECIDED.get(0).certificate());
        world.inForce(1, 1).audited(1).latest("e2", ahead);

        run(first, decided(1), 0, 3 * PATIENCE);

        assertThat(world.written).containsExactly("latest e2: 1");
    }

    @Test
    void shouldWriteAgainWhatIsNotSeenAndEverMoreSeldom() {
        world.inForce(0, 1).audited(1).latest("e2", DECIDED.get(0));
        List<Long> times = new ArrayList<>();

        for (long now = 0; now <= 45_000; now += 100) {
            world.written.clear();
            first.reconcile(decided(1), world, now);
            if (!world.written.isEmpty()) {
                times.add(now);
            }
        }

        assertThat(times).containsExactly(0L, 6_000L, 18_000L, 42_000L);
    }

    private static List<CertifiedDecision> decided(int count) {
        return DECIDED.subList(0, count);
    }

    private void run(Reconciler reconciler, List<CertifiedDecision> decided, long from, long to) {
        for (long now = from; now <= to; now++) {
            reconciler.reconcile(decided, world, now);
        }
    }

    /** What stands where, and what was written; what is written is not seen before the test says so. */
    private static final class World implements Published, DecisionWriter {
        private final List<String> written = new ArrayList<>();
        private final Map<Integer, Long> inForce = new HashMap<>(Map.of(0, 0L, 1, 0L));
        private final Map<ExecutorId, CertifiedDecision> latest = new HashMap<>();
        private long audited;

        World inForce(long inFirst, long inSecond) {
            inForce.put(0, inFirst);
            inForce.put(1, inSecond);
            return this;
        }

        void unread(int partition) {
            inForce.remove(partition);
        }

        World audited(long count) {
            audited = count;
            return this;
        }

        World latest(String executor, CertifiedDecision decision) {
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
        public void latest(ExecutorId executor, CertifiedDecision decision) {
            written.add("latest " + executor + ": " + decision.decision().number());
        }
    }
}
