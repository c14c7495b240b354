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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Executors fail under load while validators and brokers are killed, one deployment for all. The faulty ones are isolated or set
 * DOWN, and readmitted, once and in every partition, and the verdicts stay correct throughout.
 */
@Tag("soak")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IsolationIT {
    private static final Duration FAIL_OVER = Duration.ofSeconds(10);
    private static final List<String> VALIDATORS = List.of("v1", "v2", "v3");
    private static final Policy POLICY = Policy.defaults(new QuorumSpec(FaultFixture.EXECUTORS.size()), List.of());

    @TempDir
    static Path directory;

    private static final Downtimes DOWNTIMES = new Downtimes();
    private static FaultFixture fixture;
    private static DecisionReader decisions;
    private static LedgerLoad load;

    @BeforeAll
    static void start() {
        fixture = FaultFixture.start(directory.resolve("data"), VALIDATORS.size());
        decisions = new DecisionReader(fixture);
        compactSoon();
        load = new LedgerLoad(fixture);
        load.awaitProgress();
    }

    /** Makes each decision begin a segment, so that the brokers soon compact the ones before it. */
    private static void compactSoon() {
        fixture.probe()
                .alter(
                        fixture.topics().isolationDecisions(),
                        Map.of(
                                TopicConfig.SEGMENT_MS_CONFIG, "100",
                                TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.001"));
    }

    @AfterAll
    static void stop() {
        if (load != null) {
            load.close();
        }
        if (fixture != null) {
            fixture.close();
        }
    }

    @BeforeEach
    void resume() {
        load.resume();
        load.awaitProgress();
    }

    @Test
    @Order(1)
    void shouldSetAKilledExecutorDownAndUpWhenItAnswersAgain() {
        // When an executor is killed, and started again once it is DOWN
        long from = System.currentTimeMillis();
        fixture.kill("e3");
        report("a killed executor is DOWN", decisions.awaitStatus("e3", MemberStatus.DOWN::equals, "DOWN"));
        fixture.restart("e3");
        report("and UP after its start", decisions.awaitStatus("e3", MemberStatus.ACTIVE::equals, "ACTIVE"));
        DOWNTIMES.add("e3", from, System.currentTimeMillis());
        // Then nothing else was decided
        assertThat(decisions.events())
                .containsExactly(
                        new MembershipEvent.Down(new ExecutorId("e3")), new MembershipEvent.Up(new ExecutorId("e3")));
        checkHistory();
    }

    @Test
    @Order(2)
    void shouldKeepTheMembershipWhenAllBrokersAreDownForTenSeconds() {
        // Given
        List<MembershipEvent> before = decisions.events();
        // When all brokers are down until requests have waited for ten seconds
        FaultFixture.NODES.forEach(fixture::killNode);
        load.awaitBacklogOf(FAIL_OVER);
        FaultFixture.NODES.forEach(fixture::restartNode);
        load.awaitProgress();
        fixture.probe().awaitAllReplicas();
        load.awaitProgress();
        // Then
        assertThat(decisions.events()).isEqualTo(before);
        checkHistory();
    }

    @Test
    @Order(3)
    void shouldIsolateALyingExecutorWhileOneOfThreeValidatorsIsDown() throws IOException {
        // When one of three validators is down and an executor returns wrong results for one operation
        fixture.kill("v1");
        Duration isolated = injectFault("e2", "lie@INCREMENT");
        report("a lying executor is isolated by two of three validators", isolated);
        fixture.restart("v1");
        load.awaitProgress();
        // Then the other two isolate it once
        assertThat(isolations()).hasSize(1);
        checkHistory();
    }

    @Test
    @Order(4)
    void shouldIsolateAnExecutorWhenAllValidatorsAreBackAfterTheyWereKilled() throws IOException {
        // Given an executor that equivocates while no validator is running
        List<MembershipEvent> before = isolations();
        VALIDATORS.forEach(fixture::kill);
        DOWNTIMES.addFaulty("e4");
        fixture.configure("e4", ExecutorConfig.FAULT, "equivocate:0.2");
        fixture.restart("e4");
        fixture.probe().awaitDeviationOf("e4");
        assertThat(isolations()).isEqualTo(before);
        // When the validators are back
        VALIDATORS.forEach(fixture::restart);
        report(
                "an executor is isolated after the validators are back",
                decisions.awaitStatus("e4", IsolationIT::isExcluded, "isolated"));
        load.awaitProgress();
        // Then it is isolated once
        assertThat(isolations()).hasSize(before.size() + 1);
        checkHistory();
    }

    @Test
    @Order(5)
    void shouldKeepTheLatestDecisionsAfterCompactionAndAllDecisionsInTheAudit() {
        // When isolation-decisions is compacted
        List<CertifiedDecision> audit = decisions.audit();
        Waits.await("compaction")
                .until(() -> decisions.latest().getOrDefault("e3", List.of()).size() == 1);
        // Then a new reader finds the last decision about each executor, and the audit holds all decisions
        List<DecisionChain> chains = decisions.chains();
        decisions
                .latest()
                .forEach((executor, records) -> assertThat(
                                records.getLast().decision().number())
                        .as("last record of %s", executor)
                        .isEqualTo(chains.getFirst()
                                .membership()
                                .find(new ExecutorId(executor))
                                .orElseThrow()
                                .decision()));
        assertThat(decisions.audit()).startsWith(audit.toArray(CertifiedDecision[]::new));
        assertThat(decisions.audit()).isEqualTo(decisions.replayed());
        assertThat(chains).as("every partition applies the same decisions").allMatch(chains.getFirst()::equals);
    }

    private static List<MembershipEvent> isolations() {
        return decisions.events().stream()
                .filter(MembershipEvent.Isolate.class::isInstance)
                .toList();
    }

    private static Duration injectFault(String executor, String fault) throws IOException {
        DOWNTIMES.addFaulty(executor);
        fixture.configure(executor, ExecutorConfig.FAULT, fault);
        fixture.restart(executor);
        fixture.probe().awaitDeviationOf(executor);
        return decisions.awaitStatus(executor, IsolationIT::isExcluded, "isolated");
    }

    private static boolean isExcluded(MemberStatus status) {
        return status == MemberStatus.ISOLATED || status == MemberStatus.PROBATION;
    }

    private static void checkHistory() {
        assertThat(new HistoryCheck(fixture, DOWNTIMES, POLICY.timing().deadline()).check(load.quiesce()))
                .allMatch(published -> published.repeats() == 0);
    }

    private static void report(String what, Duration after) {
        System.err.println("isolation: " + what + " after " + after.toMillis() + " ms");
    }
}
