package io.tribunal.bridge.http;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Request;
import io.tribunal.worker.Call;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The bytes of one HTTP request. */
record HttpRequest(Bytes bytes) {
    /** The longest texts that go into headers, encoded and together; longer ones go in front of the body. */
    private static final int MAX_TEXTS = 8 << 10;

    private static final Pattern PLAIN_TYPE = Pattern.compile("[!-~](?:[ -~]{0,253}[!-~])?");
    private static final String UNKNOWN_TYPE = "application/octet-stream";
    private static final int DEPLOYMENT_DIGITS = 16;

    /**
     * A request for the service.
     *
     * @param token that the service got when the bridge started it, or empty
     */
    static HttpRequest of(Call call, Hash deployment, Endpoint endpoint, String token) {
        Request request = call.request();
        String shardKey = PercentEncoding.encode(request.shardKey());
        String operation = PercentEncoding.encode(request.operation());
        String contentType = PercentEncoding.encode(request.contentType());
        StringBuilder head = head(endpoint, endpoint.pathOf(request.operation()), token);
        int partition = call.position().partition();
        long offset = call.position().offset();
        header(
                head,
                "Idempotency-Key",
                deployment.toHex().substring(0, DEPLOYMENT_DIGITS) + "." + partition + "." + offset);
        header(head, "Tribunal-Partition", Integer.toString(partition));
        header(head, "Tribunal-Offset", Long.toString(offset));
        header(head, "Tribunal-Request-Id", request.requestId().bytes().toHex());
        header(head, "Tribunal-Client-Id", request.clientId().value());
        if (shardKey.length() + operation.length() + contentType.length() > MAX_TEXTS) {
            return withTextsInBody(head, request);
        }
        header(head, "Tribunal-Shard-Key", shardKey);
        header(head, "Tribunal-Operation", operation);
        header(head, "Tribunal-Content-Type", contentType);
        boolean isPlain = PLAIN_TYPE.matcher(request.contentType()).matches();
        header(head, "Content-Type", isPlain ? request.contentType() : UNKNOWN_TYPE);
        return ended(head, request.body().array());
    }

    /** A snapshot for the service, as {@link WriteList} lines. */
    static HttpRequest restore(byte[] lines, Endpoint endpoint, String token) {
        StringBuilder head = head(endpoint, endpoint.path(), token);
        header(head, "Content-Type", "text/plain");
        return ended(head, lines);
    }

    /** Shard key, operation and content type before the body, their lengths in a header. */
    private static HttpRequest withTextsInBody(StringBuilder head, Request request) {
        byte[] shardKey = Bytes.utf8(request.shardKey()).array();
        byte[] operation = Bytes.utf8(request.operation()).array();
        byte[] contentType = Bytes.utf8(request.contentType()).array();
        header(head, "Tribunal-Texts", shardKey.length + " " + operation.length + " " + contentType.length);
        header(head, "Content-Type", UNKNOWN_TYPE);
        return ended(
                head, joined(shardKey, operation, contentType, request.body().array()));
    }

    private static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }

    private static StringBuilder head(Endpoint endpoint, String path, String token) {
        StringBuilder head = new StringBuilder(1024);
        head.append("POST ").append(path).append(" HTTP/1.1\r\n");
        header(head, "Host", endpoint.authority());
        header(head, "Connection", "close");
        header(head, "Accept-Encoding", "identity");
        if (!token.isEmpty()) {
            header(head, "Tribunal-Token", token);
        }
        return head;
    }

    private static void header(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private static HttpRequest ended(StringBuilder head, byte[] body) {
        header(head, "Content-Length", Integer.toString(body.length));
        byte[] ascii = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        return new HttpRequest(Bytes.wrap(joined(ascii, body)));
    }
}
