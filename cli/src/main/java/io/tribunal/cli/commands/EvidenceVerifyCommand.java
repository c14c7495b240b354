package io.tribunal.cli.commands;

import io.tribunal.audit.check.EvidenceVerifier;
import io.tribunal.audit.check.VerificationResult;
import io.tribunal.cli.input.InputFile;
import io.tribunal.cli.options.OutputOption;
import io.tribunal.cli.output.ResultPrinter;
import io.tribunal.cli.output.VerificationJson;
import io.tribunal.cli.output.VerificationText;
import io.tribunal.core.identity.Hash;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.schemas.signing.Ed25519;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks an evidence bundle offline: it needs only the file. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Check an evidence file offline; docs/evidence.md lists the checks in their order.",
            "Exit code 0 if all checks pass, 3 with the name of the first check that fails."
        })
final class EvidenceVerifyCommand implements Callable<Integer> {
    private static final long MAX_BYTES = 512L << 20;

    @Parameters(paramLabel = "FILE", description = "File made by 'evidence export'.")
    private Path file = Path.of("");

    @Option(
            names = "--deployment",
            paramLabel = "HEX",
            description =
                    "Accept only evidence of the deployment with this SHA-256 of its genesis payload (default: any; it is shown).")
    private Optional<Hash> deployment = Optional.empty();

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        VerificationResult result = new EvidenceVerifier(deployment, Ed25519.verifier()).verify(read());
        new ResultPrinter(output.format(), spec.commandLine().getOut())
                .print(result, verified -> VerificationText.of(verified, deployment.isPresent()), VerificationJson::of);
        return switch (result) {
            case VerificationResult.Proved ignored -> ExitCode.OK.code();
            case VerificationResult.Refuted ignored -> ExitCode.VERIFICATION_FAILED.code();
        };
    }

    private byte[] read() {
        if (file.toFile().length() > MAX_BYTES) {
            throw new UserError(ExitCode.VERIFICATION_FAILED, file + " is larger than any evidence file");
        }
        return InputFile.read(file);
    }
}
