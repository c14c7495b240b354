package io.tribunal.bridge.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.config.ConfigException;

/**
 * The address that a service listens on.
 *
 * @param path with {@code {operation}} still in it; begins with a slash
 */
record Endpoint(boolean secure, String host, int port, String path) {
    static final String PORT = "{port}";
    static final String OPERATION = "{operation}";

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int LONGEST_OPERATION = 256;

    /**
     * Reads a URL.
     *
     * @param port replaces {@code {port}}
     */
    static Endpoint of(String url, int port) {
        String filled = url.replace(PORT, Integer.toString(port));
        try {
            URI uri = new URI(filled.replace(OPERATION, "_operation_"));
            boolean secure = "https".equals(uri.getScheme());
            if ((!secure && !"http".equals(uri.getScheme())) || uri.getHost() == null || uri.getUserInfo() != null) {
                throw new ConfigException(HttpConfig.URL, url, "must be like http://127.0.0.1:8080/{operation}");
            }
            int defaultPort = secure ? HTTPS_PORT : HTTP_PORT;
            String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            return new Endpoint(
                    secure,
                    uri.getHost(),
                    uri.getPort() < 0 ? defaultPort : uri.getPort(),
                    (path + query).replace("_operation_", OPERATION));
        } catch (URISyntaxException e) {
            throw new ConfigException(HttpConfig.URL, url, e.getMessage());
        }
    }

    /** The path for that operation; {@code -} replaces a very long name. */
    String pathOf(String operation) {
        String encoded = PercentEncoding.encode(operation.getBytes(StandardCharsets.UTF_8));
        return path.replace(OPERATION, encoded.length() > LONGEST_OPERATION ? "-" : encoded);
    }

    /** The same service, another path. */
    Endpoint at(String other) {
        return new Endpoint(secure, host, port, other);
    }

    /** For the {@code Host} header. */
    String authority() {
        return host + ":" + port;
    }
}
