package io.tribunal.kafka.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.topic.Topic;
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
    void shouldReturnIdZeroWhenTheRegistryDoesNotAnswer() {
        // Given
        RegisteredSchemas schemas = new RegisteredSchemas(config(new ConfigSources()
                .flag(TribunalConfig.SCHEMA_REGISTRY_URL, "http://127.0.0.1:1")
                .flag("max.retries", "0")));

        // When
        int id = schemas.idOf(Topic.BUSINESS_LOG);

        // Then
        assertThat(id).isZero();
    }
}
