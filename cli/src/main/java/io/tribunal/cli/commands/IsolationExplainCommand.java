package io.tribunal.cli.commands;

import io.tribunal.cli.output.StatisticText;
import io.tribunal.cli.output.VerificationText;
import io.tribunal.cli.output.VerificationJson;
import io.tribunal.audit.check.EvidenceVerifier;
import io.tribunal.audit.check.BundleCheck;
import io.tribunal.audit.check.VerificationResult;
import io.tribunal.audit.export.DecisionHistory;
import io.tribunal.audit.record.StatisticPath;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.cli.options.OutputFormat;
import io.tribunal.cli.options.ConnectionOptions;
import io.tribunal.cli.output.JsonLines;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.schemas.signing.Ed25519;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Why a decision was taken. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Explain decision N from the logs: which requests, which field differed first (normalized: expected and got),",
            "what is proved and what is not, and how the statistic came to its level. Hears the partition again."
        })
final class IsolationExplainCommand implements Callable<Integer> {
    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Parameters(paramLabel = "N", description = "Number of the decision.")
    private long decision;

    @Option(names = "--output", description = "text or json (default: text).")
    private OutputFormat output = OutputFormat.TEXT;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        DeploymentLogs logs = DeploymentLogs.open(connection);
        DecisionHistory history = logs.history();
        DecisionHistory.Entry entry = IsolationShowCommand.find(history, decision);
        VerificationResult judgement = new EvidenceVerifier(Optional.of(logs.deployment()), Ed25519.verifier())
                .verify(Proving.of(logs, history, decision));
        List<StatisticPath.Step> path = entry.certified().decision().subject() instanceof IsolationProposal proposal
                ? BundleCheck.kind(proposal.event())
                        .map(kind -> path(logs, proposal, kind))
                        .orElse(List.of())
                : List.of();
        PrintWriter out = spec.commandLine().getOut();
        switch (output) {
            case TEXT -> {
                new VerificationText(out).print(judgement, true);
                StatisticText.print(out, path);
            }
            case JSON -> {
                new VerificationJson(out).print(judgement);
                path.forEach(step -> new JsonLines(out).print(step));
            }
        }
        return ExitCode.OK.code();
    }

    private static List<StatisticPath.Step> path(DeploymentLogs logs, IsolationProposal proposal, DeviationClass kind) {
        StatisticPath path = new StatisticPath(proposal.executor(), kind);
        logs.hearings().replay(proposal.position().partition(), (hearing, responseOffset, conclusions) -> {
            if (responseOffset <= proposal.position().offset()) {
                path.take(hearing, responseOffset, conclusions);
            }
        });
        return path.steps();
    }
}
