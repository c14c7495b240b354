package io.tribunal.bridge.stdio;

import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import io.tribunal.worker.Bridge;
import io.tribunal.worker.BridgeFactory;
import io.tribunal.worker.ExecutorConfig;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/** Creates the variant {@code stdio}. */
public final class StdioBridgeFactory implements BridgeFactory {
    static final String COMMAND = "tribunal.stdio.command";
    static final String TIMEOUT = "tribunal.stdio.timeout.ms";

    @Override
    public String variant() {
        return "stdio";
    }

    @Override
    public void define(ConfigDef definition) {
        definition
                .define(
                        COMMAND,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.HIGH,
                        "Variant stdio: shell line that starts the program, one process for each partition; its"
                                + " environment has TRIBUNAL_PARTITION, TRIBUNAL_STATE_DIRECTORY and, if set,"
                                + " TRIBUNAL_KEY_FILE.")
                .define(
                        TIMEOUT,
                        ConfigDef.Type.INT,
                        10_000,
                        Range.atLeast(1),
                        Importance.MEDIUM,
                        "Variant stdio: ms after which a program that should send a frame and sends none is ended.");
    }

    @Override
    public Bridge create(ExecutorConfig config) {
        if (!(config.shared().own().get(COMMAND) instanceof String command) || command.isBlank()) {
            throw new ConfigException(COMMAND + " is missing; the variant stdio starts a program with it");
        }
        if (!(config.shared().own().get(TIMEOUT) instanceof Integer timeout)) {
            throw new ConfigException(TIMEOUT + " is missing");
        }
        config.fault().ifPresent(fault -> {
            throw new ConfigException(
                    "a program behind the variant stdio signs its own answers; no fault can be injected");
        });
        config.keyFile().ifPresent(SigningKey::requireOwnerOnly);
        ProgramIdentity identity = new ProgramIdentity(config.deployment(), config.executorId(), config.keyFile());
        StdioService service = new StdioService(identity, command, Duration.ofMillis(timeout), Ed25519.verifier());
        return new Bridge(service, Optional.of(service.signer()));
    }
}
