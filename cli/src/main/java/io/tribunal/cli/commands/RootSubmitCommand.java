package io.tribunal.cli.commands;

import io.tribunal.cli.options.OptionValue;
import io.tribunal.cli.options.QueryOptions;
import io.tribunal.cli.output.ResultPrinter;
import io.tribunal.cli.output.SubmissionJson;
import io.tribunal.cli.output.SubmissionText;
import io.tribunal.cli.root.Proposal;
import io.tribunal.cli.root.ProposalFile;
import io.tribunal.cli.root.Submission;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.schemas.signing.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings a signed proposal into the logs. */
@Command(
        name = "submit",
        mixinStandardHelpOptions = true,
        description = {
            "Check a signed proposal, append it to the logs, and wait until it is in force in every partition.",
            "Submit it again after an interruption: it is appended once."
        })
final class RootSubmitCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PROPOSAL", description = "File that enough owners have signed with 'root sign'.")
    private Path file = Path.of("");

    @Mixin
    private QueryOptions query = new QueryOptions();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "A private ROOT key for the entries that this command writes itself; only a deployment without"
                            + " validators needs it.")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long to wait until it is in force (default: 60).")
    private int timeout = 60;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        OptionValue.requireAtLeast(spec, "--timeout", 1, timeout);
        Proposal proposal = ProposalFile.read(file);
        try (Submission submission = new Submission(query.resolve(), this::rootKey)) {
            new ResultPrinter(query.format(), spec.commandLine().getOut())
                    .print(
                            submission.submit(proposal, Duration.ofSeconds(timeout)),
                            SubmissionText::of,
                            SubmissionJson::of);
        }
        return ExitCode.OK.code();
    }

    private SigningKey rootKey() {
        return SigningKey.fromPem(key.orElseThrow(() -> new UserError(
                ExitCode.USAGE,
                "this deployment has no validators, so this command writes the decision itself: give --key FILE with a ROOT"
                        + " key that signs its entries")));
    }
}
