package io.tribunal.cli.commands;

import io.tribunal.audit.export.Claim;
import io.tribunal.audit.export.DecisionHistory;
import io.tribunal.cli.input.DeploymentLogs;
import io.tribunal.cli.options.QueryOptions;
import io.tribunal.cli.output.ClaimJson;
import io.tribunal.cli.output.ClaimText;
import io.tribunal.cli.output.ExecutorStatus;
import io.tribunal.cli.output.ExecutorStatusJson;
import io.tribunal.cli.output.ExecutorStatusText;
import io.tribunal.cli.output.ResultPrinter;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the present status of every executor. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "List every executor, its status and the decision behind it, from partition 0; every certificate is checked.",
            "Records of isolation-decisions that contradict it are reported as FORGED, with exit code 3."
        })
final class IsolationListCommand implements Callable<Integer> {
    @Mixin
    private QueryOptions query = new QueryOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        DeploymentLogs logs = DeploymentLogs.open(query.resolve());
        List<Claim> claims = new ArrayList<>();
        TopicScan.scan(
                logs.settings(),
                logs.topics().name(Topic.ISOLATION_DECISIONS),
                1,
                record -> claims.add(Claim.of(record)));
        DecisionHistory history = logs.history();
        List<Claim.Checked> checked = claims.stream()
                .map(claim -> claim.check(history, Ed25519.verifier()))
                .toList();
        print(history, checked);
        boolean sound = checked.stream().noneMatch(claim -> claim.worth() == Claim.Worth.FORGED);
        return (sound ? ExitCode.OK : ExitCode.VERIFICATION_FAILED).code();
    }

    private void print(DecisionHistory history, List<Claim.Checked> checked) {
        ResultPrinter printer =
                new ResultPrinter(query.format(), spec.commandLine().getOut());
        ExecutorStatus.all(history)
                .forEach(status -> printer.print(status, ExecutorStatusText::of, ExecutorStatusJson::of));
        checked.stream()
                .filter(claim -> claim.worth() != Claim.Worth.VALID)
                .forEach(claim -> printer.print(claim, ClaimText::of, ClaimJson::of));
    }
}
