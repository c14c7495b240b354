package io.tribunal.cli.commands;

import io.tribunal.cli.options.ConnectionOptions;
import io.tribunal.cli.output.PolicyText;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.genesis.BusinessLogScan;
import io.tribunal.kafka.genesis.GenesisReader;
import io.tribunal.kafka.genesis.GenesisRecord;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.topic.TopicNames;
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
            description = "Print the policy in force, the arithmetic of its quorum, and what each profile hides.")
    int explain(@Mixin ConnectionOptions connection) {
        TribunalConfig config = connection.resolve();
        ClientSettings settings = new ClientSettings(config);
        String businessLog = TopicNames.of(config.namespace()).businessLog();
        GenesisRecord genesis = genesis(config, settings, businessLog);
        PartitionAdmission admission = new PartitionAdmission(PARTITION, genesis.deployment(), Ed25519.verifier());
        BusinessLogScan.scan(settings, businessLog, PARTITION, admission::decide);
        new PolicyText(spec.commandLine().getOut())
                .print(genesis.genesis(), admission.policy(), admission.activeExecutors());
        return 0;
    }

    private static GenesisRecord genesis(TribunalConfig config, ClientSettings settings, String businessLog) {
        try (GenesisReader reader = new GenesisReader(settings, businessLog)) {
            return config.deployment()
                    .map(deployment -> reader.require(PARTITION, deployment))
                    .orElseGet(() -> reader.pin(PARTITION));
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "policy explain?");
    }
}
