package io.tribunal.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.isolation.MemberStatus;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.worker.ExecutorConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Executors go wrong under load while validators and brokers are killed, one deployment for all. The right ones are taken
 * out and brought back, once and in every partition, and the verdicts stay right throughout.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IsolationIT {
    private static final Duration FAIL_OVER = Duration.ofSeconds(10);
    private static final List<String> VALIDATORS = List.of("v1", "v2", "v3");
    private static final Policy POLICY = Policy.defaults(new QuorumSpec(FaultFixture.EXECUTORS.size()), List.of());

    @TempDir
    static Path directory;

    private static final Downtimes DOWNTIMES = new Downtimes();
    private static FaultFixture arena;
    private static DecisionReader bench;
    private static LedgerLoad load;

    @BeforeAll
    static void start() {
        arena = FaultFixture.start(directory.resolve("data"), VALIDATORS.size());
        bench = new DecisionReader(arena);
        compactSoon();
        load = new LedgerLoad(arena);
        load.awaitProgress();
    }

    /** Each decision begins a segment, and those before it are compacted as soon as the brokers come to it. */
    private static void compactSoon() {
        arena.watch()
                .alter(
                        arena.topics().isolationDecisions(),
                        Map.of(
                                TopicConfig.SEGMENT_MS_CONFIG, "100",
                                TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.001"));
    }

    @AfterAll
    static void stop() {
        if (load != null) {
            load.close();
        }
        if (arena != null) {
            arena.close();
        }
    }

    @BeforeEach
    void resume() {
        load.resume();
        load.awaitProgress();
    }

    @Test
    @Order(1)
    void shouldSetAKilledExecutorDownAndBringItUpWhenItAnswersAgain() {
        // When an executor is killed, and started again once it is DOWN
        long from = System.currentTimeMillis();
        arena.kill("e3");
        report("a killed executor is DOWN", bench.awaitStatus("e3", MemberStatus.DOWN::equals, "DOWN"));
        arena.restart("e3");
        report("and UP after its start", bench.awaitStatus("e3", MemberStatus.ACTIVE::equals, "ACTIVE"));
        DOWNTIMES.add("e3", from, System.currentTimeMillis());
        // Then that was all
        assertThat(bench.events())
                .containsExactly(
                        new MembershipEvent.Down(new ExecutorId("e3")), new MembershipEvent.Up(new ExecutorId("e3")));
        examine();
    }

    @Test
    @Order(2)
    void shouldSetNobodyDownWhenTheBrokersAreGoneForTenSeconds() {
        // Given
        List<MembershipEvent> before = bench.events();
        // When the whole cluster is gone until requests have waited for ten seconds
        FaultFixture.NODES.forEach(arena::killNode);
        load.awaitBacklogOf(FAIL_OVER);
        FaultFixture.NODES.forEach(arena::restartNode);
        load.awaitProgress();
        arena.watch().awaitAllReplicas();
        load.awaitProgress();
        // Then
        assertThat(bench.events()).isEqualTo(before);
        examine();
    }

    @Test
    @Order(3)
    void shouldIsolateALiarWhileAsManyValidatorsAreGoneAsMayBe() throws IOException {
        // When one of three validators is gone and an executor lies about one operation
        arena.kill("v1");
        Duration isolated = goWrong("e2", "lie@INCREMENT");
        report("a liar is isolated by two of three validators", isolated);
        arena.restart("v1");
        load.awaitProgress();
        // Then it is isolated once, by those who were there
        assertThat(bench.events())
                .filteredOn(MembershipEvent.Isolate.class::isInstance)
                .hasSize(1);
        examine();
    }

    @Test
    @Order(4)
    void shouldIsolateWhenTheValidatorsAreBackAfterAllWereKilled() throws IOException {
        // Given an executor that is seen to give two answers while there is no validator
        VALIDATORS.forEach(arena::kill);
        DOWNTIMES.addLiar("e4");
        arena.configure("e4", ExecutorConfig.FAULT, "equivocate:0.2");
        arena.restart("e4");
        arena.watch().awaitDeviationOf("e4");
        assertThat(bench.events())
                .filteredOn(MembershipEvent.Isolate.class::isInstance)
                .hasSize(1);
        // When the validators are back
        VALIDATORS.forEach(arena::restart);
        report("isolated after the validators are back", bench.awaitStatus("e4", IsolationIT::isOut, "isolated"));
        load.awaitProgress();
        // Then it happened once
        assertThat(bench.events())
                .filteredOn(MembershipEvent.Isolate.class::isInstance)
                .hasSize(2);
        examine();
    }

    @Test
    @Order(5)
    void shouldTellTheCurrentTruthToALateReaderAfterCompactionAndTheWholeStoryInTheAudit() {
        // When isolation-decisions is compacted
        List<CertifiedDecision> audit = bench.audit();
        Await.until(
                "compaction", () -> bench.latest().getOrDefault("e3", List.of()).size() == 1);
        // Then whoever starts now finds the last decision about each, and the audit holds all of them
        List<DecisionChain> chains = bench.chains();
        bench.latest()
                .forEach((executor, records) -> assertThat(
                                records.getLast().decision().number())
                        .as("last record of %s", executor)
                        .isEqualTo(chains.getFirst()
                                .membership()
                                .find(new ExecutorId(executor))
                                .orElseThrow()
                                .decision()));
        assertThat(bench.audit()).startsWith(audit.toArray(CertifiedDecision[]::new));
        assertThat(bench.audit()).isEqualTo(bench.replayed());
        assertThat(chains).as("every partition obeys the same decisions").allMatch(chains.getFirst()::equals);
    }

    private static Duration goWrong(String executor, String fault) throws IOException {
        DOWNTIMES.addLiar(executor);
        arena.configure(executor, ExecutorConfig.FAULT, fault);
        arena.restart(executor);
        arena.watch().awaitDeviationOf(executor);
        return bench.awaitStatus(executor, IsolationIT::isOut, "isolated");
    }

    private static boolean isOut(MemberStatus status) {
        return status == MemberStatus.ISOLATED || status == MemberStatus.PROBATION;
    }

    private static void examine() {
        assertThat(new HistoryCheck(arena, DOWNTIMES, POLICY.timing().deadline()).examine(load.quiesce()))
                .allMatch(published -> published.repeats() == 0);
    }

    private static void report(String what, Duration after) {
        System.err.println("isolation: " + what + " after " + after.toMillis() + " ms");
    }
}
