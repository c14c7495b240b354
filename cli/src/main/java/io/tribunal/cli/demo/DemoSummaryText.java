package io.tribunal.cli.demo;

import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.detection.Weights;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.kafka.process.LogText;
import java.io.PrintWriter;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints a demo's result. */
public record DemoSummaryText(PrintWriter out, DeploymentPlan plan) {
    public void print(DemoSummary summary) {
        out.println();
        line(
                "requests",
                summary.requests() + " in " + summary.seconds() + " s, " + summary.throughput() + " verdicts a second");
        line("outcomes", counts(summary.outcomes()));
        line(
                "latency",
                summary.latencyMs().entrySet().stream()
                                .map(entry -> entry.getKey() + " " + entry.getValue() + " ms")
                                .collect(Collectors.joining(", "))
                        + " (send to checked verdict)");
        for (DeploymentPlan.ExecutorSpec executor : plan.executors()) {
            executor(executor, summary);
        }
        summary.decisions().forEach(this::decision);
        summary.incomplete().forEach(problem -> line("INCOMPLETE", LogText.escaped(problem)));
        summary.contradictions().forEach(problem -> line("WRONG", LogText.escaped(problem)));
        if (summary.incomplete().isEmpty() && summary.contradictions().isEmpty()) {
            line("result", "every request has exactly one final verdict, and the states agree");
        }
        out.flush();
    }

    private void executor(DeploymentPlan.ExecutorSpec executor, DemoSummary summary) {
        String id = executor.id().value();
        Map<String, Integer> deviations = summary.dissent().get(id);
        line(
                "executor " + id,
                executor.variant()
                        + executor.fault().map(fault -> ", told to " + fault).orElse("")
                        + (deviations == null ? ": never deviated" : ": DEVIATED " + counts(deviations))
                        + "; state equal in " + summary.equalStates().getOrDefault(id, 0) + " of "
                        + summary.partitions() + " partitions");
    }

    private void decision(DecisionSummary decision) {
        StringBuilder text = new StringBuilder(decision.executor()).append(' ').append(decision.change());
        if (decision.outcome().equals(Enforcement.MONITORED.name())) {
            text.append(" (monitored: nothing changed)");
        }
        switch (decision.change()) {
            case "ISOLATED" ->
                text.append(" for ").append(decision.grounds()).append(": ").append(evidence(decision));
            case "DOWN" -> text.append(": ").append(evidence(decision));
            case "UP", "READMITTED" ->
                text.append(" after ")
                        .append(decision.statistic())
                        .append(" agreeing answers in a row in partition ")
                        .append(decision.partition());
            default -> text.append(": watched in partition ").append(decision.partition());
        }
        line("decision " + decision.decision(), text + "; signed by " + String.join(", ", decision.signedBy()));
    }

    private static String evidence(DecisionSummary decision) {
        return "%.1f nats from entries %s of partition %d%s"
                .formatted(
                        decision.statistic() / (double) Weights.NAT,
                        decision.evidence(),
                        decision.partition(),
                        decision.afterMs() == null || decision.ballots() == null
                                ? ""
                                : ", in force " + decision.afterMs() + " ms and " + decision.ballots()
                                        + " entries after the first");
    }

    private static String counts(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private void line(String name, String value) {
        out.printf("%-12s %s%n", name, value);
    }
}
