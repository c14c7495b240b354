package io.tribunal.kafka.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.registry.RegistryException;
import io.tribunal.schemas.topic.Topic;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegisteredSchemasTest {
    private static TribunalConfig config(ConfigSources sources) {
        return TribunalConfig.of(
                sources.flag(TribunalConfig.BOOTSTRAP_SERVERS, "127.0.0.1:1").resolve(TribunalConfig.definition()));
    }

    @Test
    void shouldReturnIdZeroWithoutARegistry() {
        // Given
        RegisteredSchemas schemas = new RegisteredSchemas(config(new ConfigSources()));

        // When
        int id = schemas.idOf(Topic.VERDICTS);

        // Then
        assertThat(id).isZero();
    }

    @Test
    void shouldGiveNoIdWhenTheRegistryDoesNotAnswer() {
        RegisteredSchemas schemas = new RegisteredSchemas(config(new ConfigSources()
                .flag(TribunalConfig.SCHEMA_REGISTRY_URL, "http://127.0.0.1:1")
                .flag("max.retries", "0")));

        assertThatThrownBy(() -> schemas.idOf(Topic.BUSINESS_LOG))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("127.0.0.1:1");
    }

    @Test
    void shouldGiveNoIdOfATopicThatWasNotLookedUp() {
        SchemaIds ids = SchemaIds.of(Map.of(Topic.VERDICTS, 3));

        assertThat(ids.idOf(Topic.VERDICTS)).isEqualTo(3);
        assertThatThrownBy(() -> ids.idOf(Topic.RULES)).isInstanceOf(IllegalArgumentException.class);
    }
}
