package io.tribunal.cli.options;

import io.tribunal.kafka.config.TribunalConfig;
import picocli.CommandLine.Mixin;

/** Options of commands that read a deployment's topics and print what they find. */
public final class QueryOptions {
    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    /** The effective settings of the connection. */
    public TribunalConfig resolve() {
        return connection.resolve();
    }

    public OutputFormat format() {
        return output.format();
    }
}
