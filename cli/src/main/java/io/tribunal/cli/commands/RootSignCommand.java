package io.tribunal.cli.commands;

import io.tribunal.cli.output.ProposalText;
import io.tribunal.cli.root.Proposal;
import io.tribunal.cli.root.ProposalFile;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.schemas.signing.SigningKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Signs a proposal with the key of one owner. Needs no network. */
@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        description = {
            "Show what a proposal does, and add a signature to it. Needs no network.",
            "The words follow from the bytes that are signed; a file in which they differ is not signed."
        })
final class RootSignCommand implements Callable<Integer> {
    @Option(names = "--key", paramLabel = "FILE", required = true, description = "Private ROOT key, PKCS#8 PEM.")
    private Path key = Path.of("");

    @Parameters(paramLabel = "PROPOSAL", description = "File of 'root propose'; the signature is added to it.")
    private Path file = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        SigningKey signer = SigningKey.fromPem(key);
        Proposal proposal = ProposalFile.read(file);
        proposal.requireUnsignedBy(signer);
        out.println(ProposalText.content(proposal));
        out.flush();
        Proposal signed = proposal.signedBy(signer);
        ProposalFile.write(file, signed);
        out.println(ProposalText.signatures(signed));
        out.flush();
        return ExitCode.OK.code();
    }
}
