package io.tribunal.isolation;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.config.TribunalConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a validator.
 *
 * @param shared connection, namespace and deployment
 * @param patience ms that a validator waits for each validator before it in the rotation
 */
public record ValidatorConfig(
        TribunalConfig shared, Hash deployment, ValidatorId validatorId, Path keyFile, long patience) {
    public static final String VALIDATOR_ID = "tribunal.validator.id";
    public static final String PATIENCE = "tribunal.isolation.patience.ms";

    private static final long DEFAULT_PATIENCE = 2_000;

    /** The shared settings and those of a validator. */
    public static ConfigDef definition() {
        return TribunalConfig.definition()
                .define(
                        VALIDATOR_ID,
                        ConfigDef.Type.STRING,
                        null,
                        Importance.HIGH,
                        "Which validator of genesis this is.")
                .define(
                        PATIENCE,
                        ConfigDef.Type.LONG,
                        DEFAULT_PATIENCE,
                        ConfigDef.Range.between(1, 600_000),
                        Importance.LOW,
                        "Ms that a validator waits for each validator before it in the rotation that writes decisions.");
    }

    /**
     * The settings that {@link ConfigSources#resolve} resolved for {@link #definition}.
     *
     * @throws ConfigException when something is missing or wrong
     */
    public static ValidatorConfig of(Map<String, Object> resolved) {
        TribunalConfig shared = TribunalConfig.of(resolved);
        return new ValidatorConfig(
                shared,
                TribunalConfig.required(shared.deployment(), TribunalConfig.DEPLOYMENT),
                validatorId(resolved.get(VALIDATOR_ID)),
                TribunalConfig.required(shared.keyFile(), TribunalConfig.KEY_FILE),
                Long.parseLong(
                        Objects.requireNonNull(resolved.get(PATIENCE), PATIENCE).toString()));
    }

    private static ValidatorId validatorId(@Nullable Object value) {
        if (value == null || value.toString().isBlank()) {
            throw new ConfigException(VALIDATOR_ID + " is missing; set it in the --config file or as "
                    + ConfigSources.environmentName(VALIDATOR_ID));
        }
        try {
            return new ValidatorId(value.toString());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(VALIDATOR_ID, value, e.getMessage());
        }
    }
}
