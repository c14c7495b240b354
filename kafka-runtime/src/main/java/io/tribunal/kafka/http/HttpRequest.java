package io.tribunal.kafka.http;

import io.tribunal.core.identity.Bytes;

/**
 * A request that was read completely.
 *
 * @param path as it was sent, still percent-encoded; begins with a slash
 * @param query what follows the question mark, still percent-encoded; empty if there is none
 */
public record HttpRequest(String method, String path, String query, Bytes body) {
    public boolean isGet() {
        return method.equals("GET");
    }
}
