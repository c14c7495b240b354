package io.tribunal.cli.commands;

import io.tribunal.cli.input.DeploymentLogs;
import io.tribunal.cli.options.ConnectionOptions;
import io.tribunal.cli.output.PolicyText;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.policy.Policy;
import io.tribunal.kafka.log.BusinessLogScan;
import io.tribunal.schemas.codec.PolicyDocument;
import io.tribunal.schemas.signing.Ed25519;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Explains and exports the policy in force. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description = "Explain or export the policy of a deployment.")
public final class PolicyCommand {
    private static final int PARTITION = 0;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "explain",
            mixinStandardHelpOptions = true,
            description =
                    "Print the policy in force, how its quorum is computed, what each normalization profile hides,"
                            + " when evidence against an executor suffices, and how rarely an honest one is isolated by"
                            + " chance.")
    int explain(@Mixin ConnectionOptions connection) {
        DeploymentLogs logs = DeploymentLogs.open(connection.resolve());
        PartitionAdmission admission = read(logs);
        new PolicyText(spec.commandLine().getOut())
                .print(logs.genesis(), admission.policy(), admission.activeExecutors());
        return 0;
    }

    private static PartitionAdmission read(DeploymentLogs logs) {
        PartitionAdmission admission = new PartitionAdmission(PARTITION, logs.deployment(), Ed25519.verifier());
        BusinessLogScan.scan(logs.settings(), logs.topics().businessLog(), PARTITION, admission::decide);
        return admission;
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Print the policy in force as JSON, to be edited for 'root propose change-policy --policy'.")
    int export(@Mixin ConnectionOptions connection) {
        Policy policy = read(DeploymentLogs.open(connection.resolve())).policy();
        PrintWriter out = spec.commandLine().getOut();
        out.println(PolicyDocument.of(policy).toPrettyString());
        out.flush();
        return 0;
    }
}
