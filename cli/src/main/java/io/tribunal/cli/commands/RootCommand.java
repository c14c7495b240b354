package io.tribunal.cli.commands;

import picocli.CommandLine.Command;

/** What the owners of ROOT keys order. */
@Command(
        name = "root",
        mixinStandardHelpOptions = true,
        description = {
            "Order what only the owners of ROOT keys can: void an entry, register or revoke a key, change the policy.",
            "One proposes, each signs on a machine of its own, and anybody submits (docs/operations.md)."
        },
        subcommands = {
            RootStatusCommand.class,
            RootProposeCommand.class,
            RootSignCommand.class,
            RootShowCommand.class,
            RootSubmitCommand.class
        })
public final class RootCommand {}
