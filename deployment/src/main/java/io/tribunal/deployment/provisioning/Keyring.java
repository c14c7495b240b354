package io.tribunal.deployment.provisioning;

import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.deployment.cluster.KeyFiles;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.schemas.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The private keys of a deployment, one PEM file for each owner. A missing key is generated. */
record Keyring(KeyFiles files) {
    Path file(String owner) {
        return files.of(owner);
    }

    SigningKey key(String owner) throws IOException {
        Path file = file(owner);
        if (!Files.exists(file)) {
            files.prepare(owner);
            SigningKey.generate().toPem(file);
        }
        return SigningKey.fromPem(file);
    }

    /** A key with which the deployment was founded; none is made in its place. */
    SigningKey founding(String owner) {
        Path file = file(owner);
        if (!Files.exists(file)) {
            throw new UserError(
                    ExitCode.USAGE,
                    file + " is missing: the key of " + owner + " with which the deployment was founded; put it back");
        }
        return SigningKey.fromPem(file);
    }

    RegisteredKey registered(String owner, Role role) throws IOException {
        SigningKey key = key(owner);
        return new RegisteredKey(key.keyId(), role, owner, key.publicKey());
    }
}
