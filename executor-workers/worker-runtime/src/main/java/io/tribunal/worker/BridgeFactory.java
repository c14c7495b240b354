package io.tribunal.worker;

import org.apache.kafka.common.config.ConfigDef;

/**
 * Creates an executor whose service runs outside this process; {@link java.util.ServiceLoader} finds it by its name. It
 * defines its own settings.
 */
public interface BridgeFactory {
    /** The value of {@code tribunal.executor.variant} that selects it. */
    String variant();

    /** Adds its settings. */
    void define(ConfigDef definition);

    /** Throws ConfigException when one of its settings is missing or wrong. */
    Bridge create(ExecutorConfig config);
}
