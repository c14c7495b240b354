package io.tribunal.cli.options;

import io.tribunal.kafka.config.TribunalConfig;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of commands that propose a mandate of ROOT. */
public final class ProposalOptions {
    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "File to create, for the owners of ROOT keys to sign.")
    private Path out = Path.of("");

    /** The effective settings of the connection. */
    public TribunalConfig resolve() {
        return connection.resolve();
    }

    /** The file to create. */
    public Path out() {
        return out;
    }
}
