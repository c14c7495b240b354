package io.tribunal.schemas.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.identity.Bytes;
import io.tribunal.schemas.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {
    private static final byte[] MESSAGE = Bytes.utf8("message").array();

    @TempDir
    Path directory;

    @Test
    void shouldReadBackItsPemFile() throws IOException {
        SigningKey key = SigningKey.generate();
        Path file = directory.resolve("key.pem");

        key.toPem(file);
        SigningKey read = SigningKey.fromPem(file);

        assertThat(read.publicKey()).isEqualTo(key.publicKey());
        assertThat(read.keyId()).isEqualTo(key.keyId());
        assertThat(read.sign(MESSAGE)).isEqualTo(key.sign(MESSAGE));
        assertThat(Files.readString(file)).startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldReadKeysThatTheJdkWrote() throws Exception {
        byte[] pkcs8 = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();

        SigningKey key = SigningKey.fromPem(pem("jdk.pem", pkcs8));

        assertThat(Ed25519.verifier().verify(key.publicKey().array(), MESSAGE, key.sign(MESSAGE)))
                .isTrue();
    }

    @Test
    void shouldNeverOverwriteAKey() {
        Path file = directory.resolve("key.pem");
        SigningKey.generate().toPem(file);

        assertThatThrownBy(() -> SigningKey.generate().toPem(file))
                .isInstanceOf(KeyFileException.class)
                .hasMessageEndingWith("key.pem: is there already, and a key is never overwritten");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx--x--x"})
    void shouldRefuseAKeyThatOthersMayUse(String permissions) throws Exception {
        Path file = directory.resolve("key.pem");
        SigningKey.generate().toPem(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertRefused(file, "others than its owner may use it (" + permissions + "); run: chmod 600 " + file);
    }

    @Test
    void shouldReadAKeyThatItsOwnerMayOnlyRead() throws IOException {
        Path file = directory.resolve("key.pem");
        SigningKey.generate().toPem(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));

        assertThat(SigningKey.fromPem(file)).isNotNull();
    }

    @Test
    void shouldExplainWhyAFileIsRefused() throws Exception {
        byte[] rsa = KeyPairGenerator.getInstance("EC")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        byte[] secret = Files.readAllBytes(pem("public.pem", new byte[] {1}));

        assertRefused(directory.resolve("absent.pem"), "no such key file; make one with: tribunal keys generate");
        assertRefused(file("text.pem", Bytes.utf8("hello").array()), "no PEM block in it");
        assertRefused(file("broken.pem", secret), "not a readable PEM file");
        assertRefused(pem("ec.pem", rsa), "holds a key of another kind than Ed25519");
        assertRefused(file("long.pem", new byte[1 << 20]), "too long for a private key");
        assertRefused(directory, "");
    }

    @Test
    void shouldDeriveKeyIdsFromThePublicKey() {
        SigningKey key = Samples.key("client");

        assertThat(key.keyId().value()).matches("ed25519:[0-9a-f]{32}");
        assertThat(key.keyId()).isEqualTo(PublicKeys.keyIdOf(key.publicKey()));
        assertThat(key).hasToString("SigningKey[" + key.keyId() + "]");
    }

    private void assertRefused(Path file, String problem) {
        assertThatThrownBy(() -> SigningKey.fromPem(file))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(file + ": ")
                .hasMessageContaining(problem);
    }

    private Path pem(String name, byte[] der) throws IOException {
        String text = "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END PRIVATE KEY-----\n";
        return file(name, Bytes.utf8(text).array());
    }

    private Path file(String name, byte[] content) throws IOException {
        Path file = Files.write(directory.resolve(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
