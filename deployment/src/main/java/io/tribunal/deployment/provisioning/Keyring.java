package io.tribunal.deployment.provisioning;

import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.schemas.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The private keys of a deployment, one PEM file for each owner. A missing key is generated. */
record Keyring(Path directory) {
    Path file(String owner) {
        return directory.resolve(owner + ".pem");
    }

    SigningKey key(String owner) throws IOException {
        Files.createDirectories(directory);
        if (!Files.exists(file(owner))) {
            SigningKey.generate().toPem(file(owner));
        }
        return SigningKey.fromPem(file(owner));
    }

    RegisteredKey registered(String owner, Role role) throws IOException {
        SigningKey key = key(owner);
        return new RegisteredKey(key.keyId(), role, owner, key.publicKey());
    }
}
