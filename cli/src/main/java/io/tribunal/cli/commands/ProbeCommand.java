package io.tribunal.cli.commands;

import io.tribunal.cli.options.RoleOptions;
import io.tribunal.core.identity.Hash;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.worker.Bridge;
import io.tribunal.worker.BridgeFactory;
import io.tribunal.worker.ExecutorConfig;
import io.tribunal.worker.ExecutorVariants;
import io.tribunal.worker.Service;
import io.tribunal.worker.probe.ProbeLoop;
import io.tribunal.worker.probe.Probes;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Answers conformance probes as a Java variant or as the service behind a bridge. */
@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        description = "Answer conformance questions from standard input, one JSON object a line, without Kafka.")
public final class ProbeCommand implements Callable<Integer> {
    private static final String PLACEHOLDER = "probe";

    @Option(names = "--variant", paramLabel = "VARIANT", required = true, description = "Implementation that answers.")
    private String variant = "";

    @Mixin
    private RoleOptions options = new RoleOptions();

    @Override
    public Integer call() throws IOException {
        new ProbeLoop(probes()).run(System.in, System.out);
        return ExitCode.OK.code();
    }

    private Probes probes() {
        try {
            ExecutorVariants variants = ExecutorVariants.onClassPath();
            Optional<BridgeFactory> bridge = variants.bridge(variant);
            return bridge.isPresent()
                    ? probes(bridge.get().create(bridgeConfig()))
                    : new Probes(Service.of(variants.create(variant)), variants.jsonLibrary(variant));
        } catch (IllegalArgumentException e) {
            throw new UserError(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private Probes probes(Bridge bridge) {
        if (bridge.signer().isPresent()) {
            throw new IllegalArgumentException(
                    "variant " + variant + " takes whole records and signs them itself, so it cannot be probed");
        }
        return new Probes(bridge.service(), Optional.empty());
    }

    /** A bridge uses only settings of its own, but connection and executor id are required: they get placeholders. */
    private ExecutorConfig bridgeConfig() {
        ConfigSources sources = options.sources()
                .flag(TribunalConfig.BOOTSTRAP_SERVERS, PLACEHOLDER)
                .flag(TribunalConfig.DEPLOYMENT, Hash.ZERO.toHex())
                .flag(TribunalConfig.EXECUTOR_ID, PLACEHOLDER)
                .flag(TribunalConfig.EXECUTOR_VARIANT, variant);
        return ExecutorConfig.of(TribunalConfig.of(sources.resolve(ExecutorConfig.definition())));
    }
}
