package io.tribunal.cli.commands;

import io.tribunal.cli.options.OutputOption;
import io.tribunal.cli.output.ProposalJson;
import io.tribunal.cli.output.ProposalText;
import io.tribunal.cli.output.ResultPrinter;
import io.tribunal.cli.root.ProposalFile;
import io.tribunal.deployment.error.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a proposal. Needs no network. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description =
                "Show what a proposal does, and who has signed it. Needs no network. Exit code 3 if a signature in it"
                        + " does not hold, or if its words are not what its bytes do.")
final class RootShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PROPOSAL", description = "File of 'root propose'.")
    private Path file = Path.of("");

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        new ResultPrinter(output.format(), spec.commandLine().getOut())
                .print(ProposalFile.read(file), ProposalText::of, ProposalJson::of);
        return ExitCode.OK.code();
    }
}
