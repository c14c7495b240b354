package io.tribunal.deployment.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.deployment.cluster.KeyFiles;
import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.schemas.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyringTest {
    @TempDir
    Path data;

    private Keyring keys;

    @BeforeEach
    void open() {
        keys = new Keyring(new KeyFiles(data));
    }

    @Test
    void shouldGiveEachOwnerADirectoryWithItsKeyOnly() throws IOException {
        for (String owner : List.of("e1", "v1", "client", DeploymentPlan.ROOT)) {
            keys.key(owner);
        }

        assertThat(filesIn(data.resolve("keys")))
                .containsExactlyInAnyOrder("e1/e1.pem", "v1/v1.pem", "client/client.pem");
        assertThat(filesIn(data.resolve("root"))).containsExactly("root.pem");
        assertThat(permissions(data.resolve("keys/e1"))).isEqualTo("rwx------");
        assertThat(permissions(data.resolve("keys/e1/e1.pem"))).isEqualTo("rw-------");
        assertThat(permissions(data.resolve("root"))).isEqualTo("rwx------");
    }

    @Test
    void shouldUseAKeyWhereAnEarlierVersionPutIt() throws IOException {
        Path earlier = Files.createDirectory(data.resolve("keys")).resolve("root.pem");
        SigningKey founded = SigningKey.generate();
        founded.toPem(earlier);

        assertThat(keys.key(DeploymentPlan.ROOT).keyId()).isEqualTo(founded.keyId());
        assertThat(keys.file(DeploymentPlan.ROOT)).isEqualTo(earlier);
        assertThat(data.resolve("root")).doesNotExist();
    }

    @Test
    void shouldReadAKeyAgain() throws IOException {
        SigningKey founded = keys.key("e1");
        assertThat(keys.key("e1").keyId()).isEqualTo(founded.keyId());
        assertThat(keys.founding("e1").keyId()).isEqualTo(founded.keyId());
    }

    @Test
    void shouldNotMakeAKeyInThePlaceOfAFoundingOne() {
        assertThatThrownBy(() -> keys.founding(DeploymentPlan.ROOT))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("root.pem is missing: the key of root with which the deployment was founded");
        assertThat(data.resolve("root")).doesNotExist();
    }

    private static List<String> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .toList();
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
