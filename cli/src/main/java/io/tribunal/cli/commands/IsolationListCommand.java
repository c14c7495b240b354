package io.tribunal.cli.commands;

import io.tribunal.cli.output.StandingText;
import io.tribunal.audit.export.Claim;
import io.tribunal.audit.export.DecisionHistory;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.cli.options.OutputFormat;
import io.tribunal.cli.options.ConnectionOptions;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Who is what now. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "List every executor, its status and the decision behind it, as partition 0 shows them, each certificate checked.",
            "Records of isolation-decisions that say something else are named FORGED, with exit code 3."
        })
final class IsolationListCommand implements Callable<Integer> {
    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--output", description = "text or json (default: text).")
    private OutputFormat output = OutputFormat.TEXT;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        DeploymentLogs logs = DeploymentLogs.open(connection);
        List<Claim> claims = new ArrayList<>();
        TopicScan.scan(
                logs.settings(),
                logs.topics().name(Topic.ISOLATION_DECISIONS),
                1,
                record -> claims.add(Claim.of(record)));
        DecisionHistory history = logs.history();
        List<Claim.Checked> judged = claims.stream()
                .map(claim -> claim.check(history, Ed25519.verifier()))
                .toList();
        new StandingText(output, spec.commandLine().getOut()).print(history, judged);
        boolean sound = judged.stream().noneMatch(claim -> claim.worth() == Claim.Worth.FORGED);
        return (sound ? ExitCode.OK : ExitCode.VERIFICATION_FAILED).code();
    }
}
