package io.tribunal.cli.demo;

import io.tribunal.core.isolation.MemberStatus;
import io.tribunal.deployment.load.LedgerCall;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.topic.TopicCatalogue;
import io.tribunal.statestore.StateReader;
import io.tribunal.statestore.state.CommittedState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reviews a run from the logs: one final verdict for each entry, equal states, no honest executor isolated, and, for a
 * generated load on fresh data, the balances of an independent model.
 */
final class DemoReview {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final DemoDeployment deployment;
    private final ClientSettings settings;
    private final TopicCatalogue topics;

    DemoReview(DemoDeployment deployment) {
        this.deployment = deployment;
        this.settings = deployment.settings();
        this.topics = deployment.topics();
    }

    /** Reads all logs and compares them with what was sent. */
    DemoSummary summary(DemoLoad load, DemoRequests requests) {
        DeviationCounts deviations = new DeviationCounts();
        TopicScan.scan(settings, topics.deviations(), topics.partitions(), deviations::read);
        CommittedState committed = StateReader.read(deployment.config(), PATIENCE);
        Map<Integer, String> digests = digests(committed);
        Map<String, Integer> equalStates = equalStates(digests);
        DecisionReview decisions = decisions();
        OutcomeCounts outcomes = load.outcomes();
        return new DemoSummary(
                requests.sent(),
                Math.round(load.seconds() * 10) / 10.0,
                Math.round(outcomes.decided() / load.seconds() * 10) / 10.0,
                outcomes.counts(),
                outcomes.latencies(),
                deviations.byExecutor(),
                equalStates,
                digests.size(),
                new DecisionSummaries(decisions, deviations).all(),
                incomplete(load, requests.sent(), decisions),
                contradictions(committed, digests.size(), equalStates, requests, decisions));
    }

    /** Whether every executor is ACTIVE in every partition. */
    boolean areAllActive() {
        return decisions()
                .areActive(deployment.plan().executors().stream()
                        .map(DeploymentPlan.ExecutorSpec::id)
                        .toList());
    }

    private DecisionReview decisions() {
        return DecisionReview.read(
                settings, topics, TribunalConfig.required(deployment.config().deployment(), TribunalConfig.DEPLOYMENT));
    }

    private Map<String, Integer> equalStates(Map<Integer, String> digests) {
        StateComparison states = new StateComparison();
        TopicScan.scan(settings, topics.responseLog(), topics.partitions(), states::read);
        return states.equalPartitions(digests);
    }

    private static Map<Integer, String> digests(CommittedState committed) {
        Map<Integer, String> digests = new HashMap<>();
        committed.summaries().stream()
                .filter(summary -> summary.verdicts() > 0)
                .forEach(summary -> digests.put(summary.partition(), summary.digest()));
        return digests;
    }

    private List<String> incomplete(DemoLoad load, int sent, DecisionReview decisions) {
        VerdictReview verdicts = new VerdictReview();
        TopicScan.scan(settings, topics.verdicts(), topics.partitions(), verdicts::read);
        List<String> incomplete = new ArrayList<>(decisions.missing());
        int undecided = sent - load.outcomes().decided();
        if (undecided > 0) {
            incomplete.add(undecided + " requests without a final verdict");
        }
        if (!verdicts.hasOneFinalVerdictEach(load.positions())) {
            incomplete.add("some entry has no final verdict in the log, or more than one");
        }
        return incomplete;
    }

    private List<String> contradictions(
            CommittedState committed,
            int partitions,
            Map<String, Integer> equalStates,
            DemoRequests requests,
            DecisionReview decisions) {
        List<String> found = new ArrayList<>(brokenChains(committed));
        found.addAll(differentStates(partitions, equalStates));
        List<LedgerCall> calls = deployment.isFresh() ? requests.calls() : List.of();
        if (found.isEmpty() && !calls.isEmpty() && !Balances.expected(calls).equals(Balances.of(committed))) {
            found.add("the balances differ from those of an independent model");
        }
        found.addAll(wronglyIsolated(decisions));
        return found;
    }

    private static List<String> brokenChains(CommittedState committed) {
        List<String> found = new ArrayList<>();
        committed
                .summaries()
                .forEach(summary -> summary.broken()
                        .ifPresent(cause -> found.add(
                                "the verdicts of partition " + summary.partition() + " are broken: " + cause)));
        return found;
    }

    private List<String> differentStates(int partitions, Map<String, Integer> equalStates) {
        return honestExecutors().stream()
                .filter(id -> equalStates.getOrDefault(id, 0) < partitions)
                .map(id -> "the state of " + id + " differs from the committed one in some partition")
                .toList();
    }

    private List<String> wronglyIsolated(DecisionReview decisions) {
        return honestExecutors().stream()
                .filter(id -> decisions.status(id) == MemberStatus.ISOLATED)
                .map(id -> id + " is isolated although it has no fault")
                .toList();
    }

    private List<String> honestExecutors() {
        return deployment.plan().executors().stream()
                .filter(executor -> executor.fault().isEmpty())
                .map(executor -> executor.id().value())
                .toList();
    }
}
