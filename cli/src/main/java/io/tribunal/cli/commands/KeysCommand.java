package io.tribunal.cli.commands;

import io.tribunal.cli.output.JsonLines;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.schemas.signing.SigningKey;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Generates and shows Ed25519 keys. The private key is never printed. */
@Command(name = "keys", mixinStandardHelpOptions = true, description = "Generate and show signing keys.")
public final class KeysCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "generate",
            mixinStandardHelpOptions = true,
            description = "Write a new private key (PKCS#8 PEM) to a file.")
    int generate(
            @Option(
                            names = "--file",
                            paramLabel = "FILE",
                            required = true,
                            description = "File to create, with mode 0600.")
                    Path file) {
        SigningKey.generate().toPem(file);
        return show(file);
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Print the id and the public key of a private key file.")
    int show(
            @Option(names = "--file", paramLabel = "FILE", required = true, description = "PKCS#8 PEM file.")
                    Path file) {
        SigningKey key = SigningKey.fromPem(file);
        new JsonLines(spec.commandLine().getOut())
                .print(new TreeMap<>(Map.of(
                        "file", file.toString(),
                        "keyId", key.keyId().value(),
                        "publicKey", key.publicKey().toHex())));
        return ExitCode.OK.code();
    }
}
