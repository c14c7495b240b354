package io.tribunal.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tribunal.core.identity.Hash;
import io.tribunal.worker.Execution;
import io.tribunal.worker.ServiceRun;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ManagedInstanceTest {
    private static HttpConfig config(Map<String, String> settings) {
        ConfigDef definition = new ConfigDef();
        HttpConfig.define(definition);
        return HttpConfig.of(definition.parse(settings));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit 3", "no-such-program", "sleep 600"})
    void shouldLoseTheRunWhenTheServiceDoesNotStart(String command) throws Exception {
        HttpService service = new HttpService(
                config(Map.of(
                        HttpConfig.URL, "http://127.0.0.1:{port}/",
                        HttpConfig.COMMAND, command,
                        HttpConfig.START_TIMEOUT, "600")),
                Hash.ZERO);
        ServiceRun run = service.begin(0, Optional.empty());
        Execution execution = run.begin(Calls.of(1, "k", "GET"));

        await().atMost(Duration.ofSeconds(60)).until(run::isBroken);

        assertThat(execution.isDone()).isFalse();
        run.close();
        assertThat(run.isBroken()).isTrue();
        service.close();
    }

    @Test
    void shouldRejectContradictorySettings() {
        Map<String, String> good = Map.of(HttpConfig.URL, "http://127.0.0.1:{port}/", HttpConfig.COMMAND, "true");
        assertThat(config(good).command()).contains("true");

        assertThatThrownBy(() -> config(Map.of())).isInstanceOf(ConfigException.class);
        for (Map<String, String> change : java.util.List.of(
                Map.of(HttpConfig.COMMAND, ""),
                Map.of(HttpConfig.URL, "http://127.0.0.1:80/"),
                Map.of(HttpConfig.URL, "ftp://127.0.0.1:{port}/"),
                Map.of(HttpConfig.URL, "127.0.0.1:{port}"),
                Map.of(HttpConfig.URL, "http://a b:{port}/"),
                Map.of(HttpConfig.CONCURRENCY, "0"),
                Map.of(HttpConfig.UNAVAILABLE, "maybe"))) {
            Map<String, String> bad = new HashMap<>(good);
            bad.putAll(change);
            assertThatThrownBy(() -> config(bad)).as("%s", change).isInstanceOf(ConfigException.class);
        }
    }
}
