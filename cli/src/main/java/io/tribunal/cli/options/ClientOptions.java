package io.tribunal.cli.options;

import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.core.identity.ClientId;
import io.tribunal.ingest.ClientConfig;
import io.tribunal.ingest.journal.JournalException;
import io.tribunal.ingest.journal.SequenceJournal;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.signing.KeyFileException;
import io.tribunal.schemas.signing.SigningKey;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who signs, and where the client's journal lies. With {@code --data} both come from the data directory. */
public final class ClientOptions {
    private static final String DEFAULT_CLIENT = "client";

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--key", paramLabel = "FILE", description = "Private key of the client, PKCS#8 PEM.")
    private Optional<Path> key = Optional.empty();

    @Option(names = "--client-id", paramLabel = "ID", description = "Owner of the key (default: client).")
    private Optional<String> clientId = Optional.empty();

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "Sequence numbers and journals of sent files"
                    + " (default: DIR/client of --data, else ~/.tribunal/client).")
    private Optional<Path> journal = Optional.empty();

    public TribunalConfig shared() {
        return connection.resolve();
    }

    public SigningKey signingKey(TribunalConfig shared) {
        Path file = key.or(shared::keyFile)
                .or(() -> connection.data().map(data -> data.resolve("keys").resolve(DEFAULT_CLIENT + ".pem")))
                .orElseThrow(() -> new UserError(
                        ExitCode.USAGE, "which key signs? give --key FILE, or --data DIR of a running 'tribunal up'"));
        try {
            return SigningKey.fromPem(file);
        } catch (KeyFileException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }

    public SequenceJournal openJournal(SigningKey signer) {
        Path directory = journal.or(() -> connection.data().map(data -> data.resolve("client")))
                .orElse(Path.of(System.getProperty("user.home"), ".tribunal", "client"));
        try {
            return SequenceJournal.open(directory, signer.keyId());
        } catch (JournalException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }

    public ClientConfig config(TribunalConfig shared, SigningKey signer, SequenceJournal sequences) {
        ClientId id = clientId.map(ClientId::new).or(shared::clientId).orElse(new ClientId(DEFAULT_CLIENT));
        return ClientConfig.of(shared, id, signer, sequences);
    }
}
