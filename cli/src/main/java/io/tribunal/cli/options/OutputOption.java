package io.tribunal.cli.options;

import picocli.CommandLine.Option;

/** {@code --output}: how a command prints its results. */
public final class OutputOption {
    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "text, or json: one object a line (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    public OutputFormat format() {
        return format;
    }
}
