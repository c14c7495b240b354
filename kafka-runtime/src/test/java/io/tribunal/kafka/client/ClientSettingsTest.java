package io.tribunal.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.config.TribunalConfig;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;

class ClientSettingsTest {
    @Test
    void shouldBuildSettingsThatKafkaAccepts() {
        ClientSettings settings = settings(new ConfigSources());
        ProducerConfig producer = new ProducerConfig(settings.producer());
        ConsumerConfig consumer =
                new ConsumerConfig(settings.groupConsumer("group", IsolationLevel.READ_COMMITTED, 50));

        assertThat(producer.getString("acks")).isEqualTo("-1");
        assertThat(producer.getBoolean("enable.idempotence")).isTrue();
        assertThat(consumer.getString("isolation.level")).isEqualTo("read_committed");
        assertThat(consumer.getInt("fetch.max.wait.ms")).isEqualTo(50);
    }

    @Test
    void shouldLetKafkaSettingsOverrideDefaultsExceptDurability() {
        ClientSettings settings = settings(new ConfigSources()
                .flag("kafka.linger.ms", "7")
                .flag("kafka.acks", "1")
                .flag("kafka.session.timeout.ms", "9000"));

        assertThat(new ProducerConfig(settings.producer()).getLong("linger.ms")).isEqualTo(7);
        assertThat(settings.producer()).containsEntry("acks", "all");
        assertThat(settings.groupConsumer("group", IsolationLevel.READ_UNCOMMITTED, 50))
                .containsEntry("session.timeout.ms", "9000");
    }

    @Test
    void shouldGiveUpARecordAfterTheTimeOfItsRequest() {
        ClientSettings settings = settings(new ConfigSources());

        ProducerConfig longer = new ProducerConfig(settings.producer(Duration.ofSeconds(120)));
        ProducerConfig shortest = new ProducerConfig(settings.producer(Duration.ofMillis(1)));
        ProducerConfig longest = new ProducerConfig(settings.producer(Duration.ofDays(1_000)));
        ProducerConfig own = new ProducerConfig(settings(new ConfigSources().flag("kafka.delivery.timeout.ms", "50000"))
                .producer(Duration.ofSeconds(120)));

        assertThat(longer.getInt("delivery.timeout.ms")).isEqualTo(120_000);
        assertThat(longer.getLong("max.block.ms")).isEqualTo(120_000);
        assertThat(shortest.getInt("delivery.timeout.ms")).isEqualTo(3_000);
        assertThat(longest.getInt("delivery.timeout.ms")).isEqualTo(Integer.MAX_VALUE);
        assertThat(own.getInt("delivery.timeout.ms")).isEqualTo(50_000);
    }

    @Test
    void shouldFetchBySizeWithABoundedDelayWhereNobodyWaits() {
        ConsumerConfig consumer =
                new ConsumerConfig(settings(new ConfigSources()).bulkReader(IsolationLevel.READ_COMMITTED));

        assertThat(consumer.getInt("fetch.min.bytes")).isEqualTo(65_536);
        assertThat(consumer.getInt("fetch.max.wait.ms")).isEqualTo(200);
    }

    private static ClientSettings settings(ConfigSources sources) {
        return new ClientSettings(TribunalConfig.of(
                sources.flag("bootstrap.servers", "127.0.0.1:1").resolve(TribunalConfig.definition())));
    }
}
