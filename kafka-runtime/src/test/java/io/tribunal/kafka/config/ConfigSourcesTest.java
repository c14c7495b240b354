package io.tribunal.kafka.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigSourcesTest {
    @TempDir
    Path directory;

    @Test
    void shouldPreferFlagOverEnvironmentOverFileOverDefault() throws IOException {
        Path file = file("bootstrap.servers=file:1\ntribunal.namespace=file\ntribunal.executor.id=e1\n");
        TribunalConfig config = resolve(new ConfigSources()
                .file(file)
                .environment(Map.of("TRIBUNAL_BOOTSTRAP_SERVERS", "environment:1", "TRIBUNAL_NAMESPACE", "environment"))
                .flag("bootstrap.servers", "flag:1"));

        assertThat(config.bootstrapServers()).isEqualTo("flag:1");
        assertThat(config.namespace()).isEqualTo("environment");
        assertThat(config.executorId())
                .hasValueSatisfying(id -> assertThat(id.value()).isEqualTo("e1"));
        assertThat(config.health()).isEqualTo(new InetSocketAddress("127.0.0.1", 0));
    }

    @Test
    void shouldRefuseAnUnknownKeyInTheFile() throws IOException {
        Path file = file("bootstrap.servers=a:1\ntribunal.namspace=typo\n");
        assertThatThrownBy(() -> resolve(new ConfigSources().file(file)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("unknown setting tribunal.namspace in " + file + "; known are ");
    }

    @Test
    void shouldFindTheEffectiveValueOfOneSetting() throws IOException {
        ConfigSources sources = new ConfigSources().file(file("bootstrap.servers=a:1\ntribunal.namspace=typo\n"));

        assertThat(sources.find("bootstrap.servers")).contains("a:1");
        assertThat(sources.environment(Map.of("TRIBUNAL_BOOTSTRAP_SERVERS", "b:1"))
                        .find("bootstrap.servers"))
                .contains("b:1");
        assertThat(sources.flag("bootstrap.servers", "c:1").find("bootstrap.servers"))
                .contains("c:1");
        assertThat(sources.find("tribunal.deployment")).isEmpty();
    }

    @Test
    void shouldCheckTheNamesOfVariablesAlone() {
        ConfigSources known = new ConfigSources().environment(Map.of("TRIBUNAL_NAMESPACE", "a/b"));
        ConfigSources unknown = new ConfigSources().environment(Map.of("TRIBUNAL_NAMSPACE", "a"));

        assertThatNoException().isThrownBy(() -> known.requireKnownVariables(TribunalConfig.definition()));
        assertThatThrownBy(() -> unknown.requireKnownVariables(TribunalConfig.definition()))
                .hasMessageContaining("unknown environment variable TRIBUNAL_NAMSPACE");
    }

    @Test
    void shouldRefuseAnUnknownEnvironmentVariable() {
        assertThatThrownBy(() -> resolve(new ConfigSources().environment(Map.of("TRIBUNAL_NAMSPACE", "typo"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("TRIBUNAL_NAMSPACE");
    }

    @Test
    void shouldIgnoreOtherEnvironmentVariables() {
        assertThat(resolve(new ConfigSources().environment(Map.of("HOME", "/", "TRIBUNAL_BOOTSTRAP_SERVERS", "a:1")))
                        .bootstrapServers())
                .isEqualTo("a:1");
    }

    @Test
    void shouldPassKafkaSettingsThroughFromFileEnvironmentAndCommandConfig() throws IOException {
        Path file = file("kafka.security.protocol=SSL\n");
        Path command = Files.writeString(
                directory.resolve("command.properties"), "bootstrap.servers=b:1\nssl.truststore.location=/t\n");
        TribunalConfig config = resolve(new ConfigSources()
                .file(file)
                .commandConfig(command)
                .environment(Map.of("TRIBUNAL_KAFKA_SSL_KEY_PASSWORD", "secret")));

        assertThat(config.bootstrapServers()).isEqualTo("b:1");
        assertThat(config.kafka())
                .isEqualTo(Map.of(
                        "security.protocol", "SSL",
                        "ssl.truststore.location", "/t",
                        "ssl.key.password", "secret"));
    }

    @Test
    void shouldNameTheMissingFile() {
        assertThatThrownBy(() -> new ConfigSources().file(directory.resolve("none")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no file");
    }

    @Test
    void shouldRefuseADeploymentThatIsNotAHash() {
        assertThatThrownBy(() -> resolve(
                        new ConfigSources().flag("bootstrap.servers", "a:1").flag("tribunal.deployment", "abc")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tribunal.deployment");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("file.properties"), text);
    }

    private static TribunalConfig resolve(ConfigSources sources) {
        return TribunalConfig.of(sources.resolve(TribunalConfig.definition()));
    }
}
