package io.tribunal.cli.commands;

import io.tribunal.cli.options.QueryOptions;
import io.tribunal.cli.output.JsonLines;
import io.tribunal.cli.output.KeyJson;
import io.tribunal.cli.output.ResultPrinter;
import io.tribunal.cli.root.DecisionReader;
import io.tribunal.core.identity.Registry;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.kafka.process.LogText;
import io.tribunal.schemas.signing.SigningKey;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Generates and shows Ed25519 keys. The private key is never printed. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Generate and show signing keys, and list those of a deployment.")
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

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description =
                    "List the keys that were ever registered in a deployment, ascending by id, and whether they count.")
    int list(@Mixin QueryOptions query) {
        try (DecisionReader reader = new DecisionReader(query.resolve())) {
            reader.readToEnd();
            Registry registry = reader.rules().chain().registry();
            ResultPrinter printer =
                    new ResultPrinter(query.format(), spec.commandLine().getOut());
            registry.everRegistered().forEach(key -> {
                boolean revoked = registry.isRevoked(key.keyId());
                printer.print(
                        key,
                        shown -> shown.keyId() + " " + shown.role() + " " + LogText.name(shown.owner())
                                + (revoked ? " REVOKED" : ""),
                        shown -> KeyJson.of(shown, revoked));
            });
        }
        return ExitCode.OK.code();
    }
}
