package io.tribunal.cli.options;

import io.tribunal.core.identity.ClientId;
import io.tribunal.deployment.cluster.KeyFiles;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.ingest.ClientConfig;
import io.tribunal.ingest.journal.JournalException;
import io.tribunal.ingest.journal.SequenceJournal;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.signing.SigningKey;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The client's key, id and journal. With {@code --data}, key and journal are those of the data directory. */
public final class ClientOptions {
    private static final String DEFAULT_CLIENT = "client";

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--key", paramLabel = "FILE", description = "Private key of the client, PKCS#8 PEM.")
    private Optional<Path> key = Optional.empty();

    @Option(names = "--client-id", paramLabel = "ID", description = "Client that owns the key (default: client).")
    private Optional<String> clientId = Optional.empty();

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "Directory of sequence numbers and of records of the files that were sent"
                    + " (default: DIR/client with --data, else ~/.tribunal/client).")
    private Optional<Path> journal = Optional.empty();

    /** The effective settings of the connection. */
    public TribunalConfig resolve() {
        return connection.resolve();
    }

    /** The key of {@code --key}, of the settings, or of the data directory, in this order. */
    public SigningKey signingKey(TribunalConfig config) {
        Path file = key.or(config::keyFile)
                .or(() -> connection.data().map(data -> new KeyFiles(data).of(DEFAULT_CLIENT)))
                .orElseThrow(() -> new UserError(
                        ExitCode.USAGE,
                        "no signing key given; use --key FILE, or --data DIR of a running 'tribunal up'"));
        return SigningKey.fromPem(file);
    }

    /** The journal of this key; the caller closes it. */
    public SequenceJournal openJournal(SigningKey signer) {
        Path directory = journal.or(() -> connection.data().map(data -> data.resolve("client")))
                .orElse(Path.of(System.getProperty("user.home"), ".tribunal", "client"));
        try {
            return SequenceJournal.open(directory, signer.keyId());
        } catch (JournalException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }

    /** The settings of a client that signs with this key. */
    public ClientConfig clientConfig(TribunalConfig config, SigningKey signer, SequenceJournal sequences) {
        ClientId id = clientId.map(ClientId::new).or(config::clientId).orElse(new ClientId(DEFAULT_CLIENT));
        return ClientConfig.of(config, id, signer, sequences);
    }
}
