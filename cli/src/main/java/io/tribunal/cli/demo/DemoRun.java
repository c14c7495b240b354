package io.tribunal.cli.demo;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.isolation.MemberStatus;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.load.LedgerCall;
import io.tribunal.deployment.load.LedgerModel;
import io.tribunal.ingest.TribunalClient;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.topic.TopicCatalogue;
import io.tribunal.statestore.StateReader;
import io.tribunal.statestore.state.AccountState;
import io.tribunal.statestore.state.CommittedState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Judges a run afterwards from the logs alone: one final verdict an entry, equal states, and, for a generated load on
 * fresh data, the balances of an independent sum.
 */
public final class DemoRun {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration QUIET_AFTER_DEADLINE = Duration.ofSeconds(2);

    private final TribunalConfig config;
    private final DeploymentPlan plan;
    private final ClientSettings settings;
    private final TopicCatalogue topics;

    public DemoRun(TribunalConfig config, DeploymentPlan plan, int partitions) {
        this.config = config;
        this.plan = plan;
        this.settings = new ClientSettings(config);
        this.topics = new TopicCatalogue(config.namespace(), partitions);
    }

    public Set<String> awaitReady() {
        return new RoleReadiness(settings, topics, plan).awaitAll();
    }

    /** Waits until ballots are closed for dissent: with a faulty executor that takes a deadline. */
    public void awaitClosedBallots(TribunalClient client) throws InterruptedException {
        boolean faulty = plan.executors().stream().anyMatch(seat -> seat.fault().isPresent());
        Duration quiet =
                faulty ? QUIET_AFTER_DEADLINE.plusMillis(client.policy().timing().deadline()) : QUIET;
        QuietTopics.await(
                settings,
                List.of(topics.verdicts(), topics.deviations(), topics.businessLog()),
                topics.partitions(),
                quiet);
    }

    /**
     * Reads everything once more.
     *
     * @param calls what was sent, in order, where an independent sum can be made of it; else empty
     */
    public DemoSummary judge(int requests, double seconds, OutcomeCounts score, Set<LogPosition> positions, List<LedgerCall> calls) {
        VerdictReview verdicts = new VerdictReview();
        DeviationCounts dissent = new DeviationCounts();
        StateComparison states = new StateComparison();
        TopicScan.scan(settings, topics.verdicts(), topics.partitions(), verdicts::read);
        TopicScan.scan(settings, topics.deviations(), topics.partitions(), dissent::read);
        TopicScan.scan(settings, topics.responseLog(), topics.partitions(), states::read);
        CommittedState committed = StateReader.read(config, PATIENCE);
        Map<Integer, String> digests = digests(committed);
        SortedMap<String, Integer> equal = states.equalPartitions(digests);

        DecisionMonitor decisions = decisions();
        List<String> incomplete = new ArrayList<>(decisions.missing());
        if (score.decided() < requests) {
            incomplete.add((requests - score.decided()) + " requests without a final verdict");
        }
        if (!verdicts.oneEach(positions)) {
            incomplete.add("some entry has no final verdict in the log, or more than one");
        }
        return new DemoSummary(
                requests,
                Math.round(seconds * 10) / 10.0,
                Math.round(score.decided() / seconds * 10) / 10.0,
                score.outcomes(),
                score.latencies(),
                dissent.byExecutor(),
                equal,
                digests.size(),
                decisions.reports(dissent),
                incomplete,
                Stream.concat(
                                contradictions(committed, digests.size(), equal, calls).stream(),
                                wronged(decisions).stream())
                        .toList());
    }

    private DecisionMonitor decisions() {
        return DecisionMonitor.read(
                settings,
                topics,
                topics.partitions(),
                TribunalConfig.required(config.deployment(), TribunalConfig.DEPLOYMENT));
    }

    /** Executors that were isolated though they were told no fault. */
    private List<String> wronged(DecisionMonitor decisions) {
        return plan.executors().stream()
                .filter(seat -> seat.fault().isEmpty())
                .filter(seat -> decisions.status(seat.id()) == MemberStatus.ISOLATED)
                .map(seat -> seat.id() + " is isolated though nothing was wrong with it")
                .toList();
    }

    /** Whether every executor is ACTIVE again, in every partition. */
    public boolean areAllActive() {
        return decisions()
                .areActive(
                        plan.executors().stream().map(DeploymentPlan.ExecutorSpec::id).toList());
    }

    private static Map<Integer, String> digests(CommittedState committed) {
        Map<Integer, String> digests = new HashMap<>();
        committed.summaries().stream()
                .filter(summary -> summary.verdicts() > 0)
                .forEach(summary -> digests.put(summary.partition(), summary.digest()));
        return digests;
    }

    private List<String> contradictions(
            CommittedState committed, int partitions, Map<String, Integer> equal, List<LedgerCall> calls) {
        List<String> found = new ArrayList<>();
        committed
                .summaries()
                .forEach(summary -> summary.broken()
                        .ifPresent(why ->
                                found.add("the verdicts of partition " + summary.partition() + " break: " + why)));
        for (DeploymentPlan.ExecutorSpec seat : plan.executors()) {
            String id = seat.id().value();
            if (seat.fault().isEmpty() && equal.getOrDefault(id, 0) < partitions) {
                found.add("the state of " + id + " is not the committed one in every partition");
            }
        }
        if (found.isEmpty() && !calls.isEmpty() && !expected(calls).equals(balances(committed))) {
            found.add("the balances are not those of an independent sum");
        }
        return found;
    }

    private static Map<String, Map<String, String>> expected(List<LedgerCall> calls) {
        LedgerModel model = new LedgerModel();
        calls.forEach(model::apply);
        Map<String, Map<String, String>> balances = new TreeMap<>(model.balances());
        balances.values().removeIf(Map::isEmpty);
        return balances;
    }

    private static Map<String, Map<String, String>> balances(CommittedState committed) {
        Map<String, Map<String, String>> balances = new TreeMap<>();
        for (AccountState account : committed.everything()) {
            balances.computeIfAbsent(account.ledger(), ledger -> new TreeMap<>())
                    .put(account.account(), account.balance());
        }
        return balances;
    }
}
