package io.tribunal.worker;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.worker.fault.Fault;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/**
 * The settings of an executor process.
 *
 * @param keyFile of the signing key; empty when the program behind a bridge signs
 * @param fault for demonstrations and tests only
 */
public record ExecutorConfig(
        TribunalConfig shared,
        Hash deployment,
        ExecutorId executorId,
        String variant,
        Optional<Path> keyFile,
        Optional<Fault> fault,
        long faultSeed) {
    public static final String FAULT = "tribunal.fault";
    public static final String FAULT_SEED = "tribunal.fault.seed";

    /** The settings that all roles share, those of executors, and those of all bridges on the class path. */
    public static ConfigDef definition() {
        ConfigDef definition = TribunalConfig.definition()
                .define(
                        FAULT,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.LOW,
                        "A fault to commit on purpose, for demonstrations and tests only: " + Fault.GRAMMAR + ".")
                .define(
                        FAULT_SEED,
                        ConfigDef.Type.LONG,
                        null,
                        Importance.LOW,
                        "Seed that decides which requests the fault affects, and how; two executors with the same seed"
                                + " give the same wrong answers. Default: derived from the executor's id.");
        ExecutorVariants.onClassPath().define(definition);
        return definition;
    }

    /** Throws ConfigException when something is missing or wrong. */
    public static ExecutorConfig of(TribunalConfig shared) {
        ExecutorId executor = TribunalConfig.required(shared.executorId(), TribunalConfig.EXECUTOR_ID);
        return new ExecutorConfig(
                shared,
                TribunalConfig.required(shared.deployment(), TribunalConfig.DEPLOYMENT),
                executor,
                TribunalConfig.required(shared.executorVariant(), TribunalConfig.EXECUTOR_VARIANT),
                shared.keyFile(),
                fault(shared),
                shared.own().get(FAULT_SEED) instanceof Long seed
                        ? seed
                        : executor.value().hashCode());
    }

    private static Optional<Fault> fault(TribunalConfig shared) {
        if (!(shared.own().get(FAULT) instanceof String text) || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Fault.parse(text));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(FAULT, text, e.getMessage());
        }
    }
}
