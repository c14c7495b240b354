package io.tribunal.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tribunal.schemas.registry.RegistryException.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/** Sends calls to the first address that answers. Retries I/O errors and statuses 408, 429 and 5xx. */
final class RestTransport {
    private static final Set<Integer> BUSY = Set.of(408, 429);
    private static final int SERVER_ERROR = 500;
    private static final int SUCCESS_END = 300;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final ObjectMapper json = new ObjectMapper();
    private final RegistryConfig config;
    private final HttpClient client;

    RestTransport(RegistryConfig config) {
        this.config = config;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(config.connectTimeout());
        if (!config.ssl().isEmpty()) {
            builder.sslContext(sslContext(config));
        }
        this.client = builder.build();
    }

    /** The JSON body of a successful response. */
    JsonNode send(RestCall call) {
        Duration wait = config.retryWait();
        for (int attempt = 0; ; attempt++) {
            try {
                return sendToAny(call);
            } catch (Unanswered e) {
                if (attempt >= config.retries()) {
                    throw new RegistryException(
                            Reason.UNREACHABLE,
                            "no schema registry answers at " + addresses() + ": " + e.getMessage(),
                            e);
                }
            }
            sleep(wait);
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
        }
    }

    private JsonNode sendToAny(RestCall call) throws Unanswered {
        Unanswered last = new Unanswered("no address");
        for (URI base : config.urls()) {
            try {
                return sendTo(base, call);
            } catch (Unanswered e) {
                last = e;
            }
        }
        throw last;
    }

    private JsonNode sendTo(URI base, RestCall call) throws Unanswered {
        HttpRequest.Builder request = call.to(base).timeout(config.readTimeout());
        config.userInfo().ifPresent(info -> request.header("Authorization", "Basic " + base64(info)));
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            int status = response.statusCode();
            if (BUSY.contains(status) || status >= SERVER_ERROR) {
                throw new Unanswered("status " + status);
            }
            return answer(status, response.body(), call);
        } catch (IOException e) {
            throw new Unanswered(e.toString());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private JsonNode answer(int status, byte[] body, RestCall call) {
        JsonNode node = parsed(body);
        if (status < SUCCESS_END && node.isObject()) {
            return node;
        }
        int code = node.path("error_code").asInt(status);
        String message = node.path("message").asText("no message");
        throw new RegistryException(Reason.ofCode(code), call.path() + ": " + code + " " + message);
    }

    private JsonNode parsed(byte[] body) {
        try {
            JsonNode node = json.readTree(body);
            return node == null ? json.missingNode() : node;
        } catch (JsonProcessingException e) {
            return json.missingNode();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
    }

    private static SSLContext sslContext(RegistryConfig config) {
        DefaultSslEngineFactory factory = new DefaultSslEngineFactory();
        factory.configure(config.ssl());
        return factory.sslContext();
    }

    private static void sleep(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static RegistryException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new RegistryException(Reason.UNREACHABLE, "interrupted while waiting for the schema registry", cause);
    }

    /** The addresses without credentials. */
    private String addresses() {
        return config.urls().stream()
                .map(url -> url.getScheme() + "://" + url.getRawAuthority().replaceFirst("^.*@", ""))
                .toList()
                .toString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** No address gave a usable response; a retry may succeed. */
    private static final class Unanswered extends Exception {
        private static final long serialVersionUID = 1L;

        Unanswered(String message) {
            super(message);
        }
    }
}
