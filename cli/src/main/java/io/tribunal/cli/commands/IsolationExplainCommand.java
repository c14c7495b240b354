package io.tribunal.cli.commands;

import io.tribunal.audit.check.BundleCheck;
import io.tribunal.audit.check.EvidenceVerifier;
import io.tribunal.audit.check.VerificationResult;
import io.tribunal.audit.export.DecisionHistory;
import io.tribunal.audit.record.StatisticPath;
import io.tribunal.cli.input.DeploymentLogs;
import io.tribunal.cli.options.DecisionOptions;
import io.tribunal.cli.output.ResultPrinter;
import io.tribunal.cli.output.StatisticText;
import io.tribunal.cli.output.VerificationJson;
import io.tribunal.cli.output.VerificationText;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.schemas.signing.Ed25519;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Explains the evidence for a decision. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Explain decision N from the logs: the requests, the first field that differed (expected and got, both"
                    + " normalized), what is proved and what is not, and how the statistic grew.",
            "Replays the partition."
        })
final class IsolationExplainCommand implements Callable<Integer> {
    @Mixin
    private DecisionOptions options = new DecisionOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        long number = options.number();
        DeploymentLogs logs = DeploymentLogs.open(options.query().resolve());
        DecisionHistory history = logs.history();
        DecisionHistory.Entry decision = DeploymentLogs.decision(history, number);
        VerificationResult result = new EvidenceVerifier(Optional.of(logs.deployment()), Ed25519.verifier())
                .verify(logs.evidence(history, number));
        List<StatisticPath.Step> path = path(logs, decision.certified().decision());
        ResultPrinter printer =
                new ResultPrinter(options.query().format(), spec.commandLine().getOut());
        printer.print(result, verified -> VerificationText.of(verified, true), VerificationJson::of);
        path.forEach(step -> printer.print(step, StatisticText::of, Function.identity()));
        return ExitCode.OK.code();
    }

    /** Empty for a decision that rests on no statistic. */
    private static List<StatisticPath.Step> path(DeploymentLogs logs, OrderedDecision decision) {
        return decision.subject() instanceof IsolationProposal proposal
                ? BundleCheck.kind(proposal.event())
                        .map(kind -> path(logs, proposal, kind))
                        .orElse(List.of())
                : List.of();
    }

    private static List<StatisticPath.Step> path(DeploymentLogs logs, IsolationProposal proposal, DeviationClass kind) {
        StatisticPath path = new StatisticPath(proposal.executor(), kind);
        logs.replayer().replay(proposal.position().partition(), (replay, responseOffset, result) -> {
            if (responseOffset <= proposal.position().offset()) {
                path.take(replay, responseOffset, result);
            }
        });
        return path.steps();
    }
}
