package io.tribunal.cli.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.schemas.signing.PublicKeys;
import io.tribunal.schemas.signing.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A public key: what {@code tribunal keys show} prints of a key, or the private key file itself. */
public final class PublicKeyFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MEMBER = "publicKey";

    private PublicKeyFile() {}

    /**
     * The key in a file, as that of an owner.
     *
     * @throws UserError with exit code 2 when the file holds no key, or the owner's name cannot be one
     */
    public static RegisteredKey read(Path file, Role role, String owner) {
        byte[] content = InputFile.read(file);
        Bytes key =
                new String(content, StandardCharsets.ISO_8859_1).stripLeading().startsWith("{")
                        ? shown(file, content)
                        : SigningKey.fromPem(file).publicKey();
        try {
            return new RegisteredKey(PublicKeys.keyIdOf(key), role, owner, key);
        } catch (IllegalArgumentException e) {
            throw new UserError(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private static Bytes shown(Path file, byte[] content) {
        try {
            JsonNode member = JSON.readTree(content).path(MEMBER);
            Bytes key = Bytes.hex(member.asText());
            if (PublicKeys.isValid(key)) {
                return key;
            }
            throw refused(file, "its \"" + MEMBER + "\" is none");
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw refused(file, "expected what 'tribunal keys show' prints");
        } catch (IOException e) {
            throw refused(file, InputFile.why(e));
        }
    }

    private static UserError refused(Path file, String why) {
        return new UserError(ExitCode.USAGE, file + " holds no public key: " + why);
    }
}
