package io.tribunal.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.schemas.registry.RegistryException.Reason;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemaRegistryTest {
    private static final Schema SCHEMA =
            SchemaBuilder.record("R").fields().requiredInt("i").endRecord();
    private static final Schema OTHER =
            SchemaBuilder.record("R").fields().requiredLong("i").endRecord();

    private final InMemoryRegistry server = new InMemoryRegistry();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldRegisterAndFindSchemas() {
        SchemaRegistry client = client(Map.of());

        int id = client.register("a/b c", SCHEMA);

        assertThat(client.lookup("a/b c", SCHEMA)).isEqualTo(id);
        assertThat(client.byId(id)).isEqualTo(SCHEMA);
        assertThat(client.byGuid(InMemoryRegistry.guid(id).toString())).isEqualTo(SCHEMA);
        assertThat(client.latest("a/b c")).isEqualTo(new SchemaRegistry.RegisteredSchema(id, 1, SCHEMA));
        assertThat(server.requests()).first().isEqualTo("POST /subjects/a%2Fb%20c/versions");
    }

    @Test
    void shouldCacheLookups() {
        SchemaRegistry client = client(Map.of());

        client.register("s", SCHEMA);
        client.register("s", SCHEMA);
        client.register("t", SCHEMA);

        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void shouldDistinguishErrors() {
        SchemaRegistry client = client(Map.of());
        client.register("s", SCHEMA);

        assertError(() -> client.lookup("none", SCHEMA), Reason.SUBJECT_NOT_FOUND);
        assertError(() -> client.lookup("s", OTHER), Reason.SCHEMA_NOT_FOUND);
        assertError(() -> client.byId(99), Reason.SCHEMA_NOT_FOUND);
        for (Reason reason : new Reason[] {Reason.INCOMPATIBLE, Reason.UNAUTHORIZED}) {
            server.failNext(reason == Reason.INCOMPATIBLE ? 409 : 401);
            assertError(() -> client.register("s", OTHER), reason);
        }
        assertThat(Reason.ofCode(42201)).isEqualTo(Reason.INVALID_SCHEMA);
        assertThat(Reason.ofCode(40901)).isEqualTo(Reason.INCOMPATIBLE);
        assertThat(Reason.ofCode(40408)).isEqualTo(Reason.COMPATIBILITY_NOT_CONFIGURED);
    }

    @Test
    void shouldRetryOnlyTransientErrors() {
        SchemaRegistry client = client(Map.of(RegistryConfig.RETRIES, "3"));
        server.failNext(503);
        server.failNext(429);
        server.failNext(408);

        assertThat(client.register("s", SCHEMA)).isEqualTo(1);
        assertThat(server.requests()).hasSize(4);

        server.failNext(422);
        assertError(() -> client.register("s", OTHER), Reason.OTHER);
        assertThat(server.requests()).hasSize(5);
    }

    @Test
    void shouldNameTheUnreachableAddressWithoutThePassword() {
        server.close();
        SchemaRegistry client = client(Map.of(
                RegistryConfig.URL, server.url().replace("http://", "http://u:secret@"), RegistryConfig.RETRIES, "0"));

        assertThatThrownBy(() -> client.byId(1))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE))
                .hasMessageContaining("no schema registry answers at [" + server.url() + "]")
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldTryTheNextAddress() {
        SchemaRegistry client = client(Map.of(RegistryConfig.URL, "http://127.0.0.1:1," + server.url()));

        assertThat(client.register("s", SCHEMA)).isEqualTo(1);
    }

    @Test
    void shouldAuthenticateFromTheUrlOrFromTheSettings() {
        client(Map.of(RegistryConfig.URL, server.url().replace("http://", "http://u:p@")))
                .register("s", SCHEMA);
        client(Map.of(RegistryConfig.CREDENTIALS_SOURCE, "USER_INFO", RegistryConfig.USER_INFO, "u:p"))
                .register("s", SCHEMA);

        assertThat(server.requests()).allSatisfy(request -> assertThat(request).endsWith(" Basic dTpw"));
    }

    @Test
    void shouldRefuseInvalidSettings() {
        assertThatThrownBy(() -> RegistryConfig.of(Map.of(RegistryConfig.URL, "localhost:8081")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.url");
        assertThatThrownBy(() -> client(Map.of(RegistryConfig.CREDENTIALS_SOURCE, "MAGIC")))
                .hasMessageContaining("must be URL or USER_INFO");
        assertThat(RegistryConfig.of(Map.of())).isEmpty();
    }

    private SchemaRegistry client(Map<String, String> settings) {
        Map<String, String> all =
                new HashMap<>(Map.of(RegistryConfig.URL, server.url(), RegistryConfig.RETRY_WAIT, "1"));
        all.putAll(settings);
        return CachedSchemaRegistry.connect(RegistryConfig.of(all).orElseThrow());
    }

    private static void assertError(Runnable call, Reason reason) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
