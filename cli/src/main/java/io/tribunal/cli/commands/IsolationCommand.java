package io.tribunal.cli.commands;

import picocli.CommandLine.Command;

/** Decisions about executors. */
@Command(
        name = "isolation",
        mixinStandardHelpOptions = true,
        description = "Show which executors are isolated, by which decisions, and on what evidence.",
        subcommands = {IsolationListCommand.class, IsolationShowCommand.class, IsolationExplainCommand.class})
public final class IsolationCommand {}
