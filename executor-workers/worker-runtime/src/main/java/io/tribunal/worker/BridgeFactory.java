package io.tribunal.worker;

import org.apache.kafka.common.config.ConfigDef;

/**
 * Makes an executor whose service lies outside this process; found through {@link java.util.ServiceLoader} by its name. Its
 * settings are its own.
 */
public interface BridgeFactory {
    /** The name that {@code tribunal.executor.variant} chooses it by. */
    String variant();

    /** Adds its settings. */
    void define(ConfigDef definition);

    /** Throws ConfigException when a setting of its own is missing or wrong. */
    Bridge create(ExecutorConfig config);
}
