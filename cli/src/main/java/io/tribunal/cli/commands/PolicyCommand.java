package io.tribunal.cli.commands;

import io.tribunal.cli.options.ConnectionOptions;
import io.tribunal.cli.output.PolicyText;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.kafka.genesis.BusinessLogScan;
import io.tribunal.schemas.signing.Ed25519;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Explains the rules in force. */
@Command(name = "policy", mixinStandardHelpOptions = true, description = "Explain the rules of a deployment.")
public final class PolicyCommand implements Runnable {
    private static final int PARTITION = 0;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "explain",
            mixinStandardHelpOptions = true,
            description = {
                "Print the policy in force, the arithmetic of its quorum, what each profile hides,",
                "when evidence against an executor is enough, and how seldom an honest one is put out by chance."
            })
    int explain(@Mixin ConnectionOptions connection) {
        DeploymentLogs logs = DeploymentLogs.open(connection);
        PartitionAdmission admission = new PartitionAdmission(PARTITION, logs.deployment(), Ed25519.verifier());
        BusinessLogScan.scan(logs.settings(), logs.topics().businessLog(), PARTITION, admission::decide);
        new PolicyText(spec.commandLine().getOut())
                .print(logs.genesis(), admission.policy(), admission.activeExecutors());
        return 0;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "policy explain?");
    }
}
