package io.tribunal.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.identity.ValidatorId;
import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.config.TribunalConfig;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class ValidatorConfigTest {
    private final ConfigSources sources = new ConfigSources()
            .flag(TribunalConfig.BOOTSTRAP_SERVERS, "127.0.0.1:1")
            .flag(TribunalConfig.DEPLOYMENT, ValidatorFixture.DEPLOYMENT.toHex())
            .flag(TribunalConfig.KEY_FILE, "v2.pem");

    @Test
    void shouldReadItsSettings() {
        sources.flag(ValidatorConfig.VALIDATOR_ID, "v2").flag(ValidatorConfig.PATIENCE, "150");

        ValidatorConfig config = resolve();

        assertThat(config.validatorId()).isEqualTo(new ValidatorId("v2"));
        assertThat(config.deployment()).isEqualTo(ValidatorFixture.DEPLOYMENT);
        assertThat(config.keyFile()).isEqualTo(Path.of("v2.pem"));
        assertThat(config.patience()).isEqualTo(150);
    }

    @Test
    void shouldNameAMissingOrInvalidSetting() {
        assertThatThrownBy(this::resolve)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("TRIBUNAL_VALIDATOR_ID");
        sources.flag(ValidatorConfig.VALIDATOR_ID, "no such name!");
        assertThatThrownBy(this::resolve)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(ValidatorConfig.VALIDATOR_ID);
        sources.flag(ValidatorConfig.VALIDATOR_ID, "v2").flag(ValidatorConfig.PATIENCE, "0");
        assertThatThrownBy(this::resolve)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(ValidatorConfig.PATIENCE);
    }

    @Test
    void shouldRefuseAValidatorThatGenesisDoesNotName() {
        assertThatThrownBy(() -> new Validator(
                        ValidatorFixture.identity("v9"),
                        ValidatorFixture.GENESIS,
                        ValidatorFixture.DEPLOYMENT,
                        1,
                        MemoryLogs.TOPICS,
                        null,
                        null,
                        partition -> null))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("they are [v1, v2, v3]");
    }

    private ValidatorConfig resolve() {
        return ValidatorConfig.of(sources.resolve(ValidatorConfig.definition()));
    }
}
