package io.tribunal.cli.options;

import picocli.CommandLine.Option;

/** {@code --seed}: of commands that generate pseudo-random input. */
public final class SeedOption {
    @Option(
            names = "--seed",
            paramLabel = "S",
            description =
                    "Seed of the generated input; the same seed gives the same input (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    public long seed() {
        return seed;
    }
}
