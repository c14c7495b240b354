package io.tribunal.kafka.http;

import io.tribunal.core.identity.Bytes;
import java.nio.charset.StandardCharsets;

/** What is answered to a request. */
public record HttpReply(int status, String contentType, Bytes body) {
    public static HttpReply of(int status, String contentType, String text) {
        return new HttpReply(status, contentType, Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    static HttpReply plain(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text + "\n");
    }
}
