package io.tribunal.cli.commands;

import picocli.CommandLine.Command;

/** Evidence of decisions in files. */
@Command(
        name = "evidence",
        mixinStandardHelpOptions = true,
        description = "Export the evidence of a decision as one file, and check such a file offline.",
        subcommands = {EvidenceExportCommand.class, EvidenceVerifyCommand.class})
public final class EvidenceCommand {}
