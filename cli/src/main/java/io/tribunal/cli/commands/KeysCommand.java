package io.tribunal.cli.commands;

import io.tribunal.deployment.error.UserError;
import io.tribunal.cli.output.JsonLines;
import io.tribunal.schemas.signing.KeyFileException;
import io.tribunal.schemas.signing.SigningKey;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes and shows Ed25519 keys; the private half is never printed. */
@Command(name = "keys", mixinStandardHelpOptions = true, description = "Make and show signing keys.")
public final class KeysCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(name = "generate", mixinStandardHelpOptions = true, description = "Write a new private key (PKCS#8 PEM).")
    int generate(
            @Option(names = "--file", paramLabel = "FILE", required = true, description = "New file, mode 0600.")
                    Path file) {
        try {
            SigningKey.generate().toPem(file);
        } catch (KeyFileException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
        return show(file);
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Print key id and public key of a file.")
    int show(
            @Option(names = "--file", paramLabel = "FILE", required = true, description = "PKCS#8 PEM file.")
                    Path file) {
        try {
            SigningKey key = SigningKey.fromPem(file);
            new JsonLines(spec.commandLine().getOut())
                    .print(new TreeMap<>(Map.of(
                            "file", file.toString(),
                            "keyId", key.keyId().value(),
                            "publicKey", key.publicKey().toHex())));
            return 0;
        } catch (KeyFileException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "keys generate or keys show?");
    }
}
