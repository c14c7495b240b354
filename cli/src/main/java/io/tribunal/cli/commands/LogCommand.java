package io.tribunal.cli.commands;

import picocli.CommandLine.Command;

/** The records of Tribunal's topics. */
@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        description = "Show records of Tribunal's topics.",
        subcommands = LogShowCommand.class)
public final class LogCommand {}
