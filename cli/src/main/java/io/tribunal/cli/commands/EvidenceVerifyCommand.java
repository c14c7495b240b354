package io.tribunal.cli.commands;

import io.tribunal.cli.output.VerificationText;
import io.tribunal.cli.output.VerificationJson;
import io.tribunal.audit.check.EvidenceVerifier;
import io.tribunal.audit.check.VerificationResult;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.cli.options.OutputFormat;
import io.tribunal.core.identity.Hash;
import io.tribunal.schemas.signing.Ed25519;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks an evidence bundle; needs nothing but the file. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Check an evidence file without a cluster; docs/evidence.md lists the checks in their order.",
            "Exit code 0 when every one holds, 3 with the name of the first that does not."
        })
final class EvidenceVerifyCommand implements Callable<Integer> {
    private static final long LARGEST = 512L << 20;

    @Parameters(paramLabel = "FILE", description = "Made by 'evidence export'.")
    private Path file = Path.of("");

    @Option(
            names = "--deployment",
            paramLabel = "HEX",
            description = "SHA-256 of the genesis payload to insist on; without it, the file's own claim is shown.")
    private Optional<String> deployment = Optional.empty();

    @Option(names = "--output", description = "text or json (default: text).")
    private OutputFormat output = OutputFormat.TEXT;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Optional<Hash> pinned = deployment.map(EvidenceVerifyCommand::hash);
        VerificationResult judgement = new EvidenceVerifier(pinned, Ed25519.verifier()).verify(read());
        PrintWriter out = spec.commandLine().getOut();
        switch (output) {
            case TEXT -> new VerificationText(out).print(judgement, pinned.isPresent());
            case JSON -> new VerificationJson(out).print(judgement);
        }
        return switch (judgement) {
            case VerificationResult.Proved ignored -> ExitCode.OK.code();
            case VerificationResult.Refuted ignored -> ExitCode.VERIFICATION_FAILED.code();
        };
    }

    private byte[] read() {
        try {
            if (Files.size(file) > LARGEST) {
                throw new UserError(ExitCode.VERIFICATION_FAILED, file + " is larger than any evidence");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UserError("cannot read " + file + ": " + e.getMessage());
        }
    }

    private static Hash hash(String hex) {
        try {
            return Hash.hex(hex);
        } catch (IllegalArgumentException e) {
            throw new UserError(ExitCode.USAGE, "--deployment must be 64 hex digits");
        }
    }
}
