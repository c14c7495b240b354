package io.tribunal.kafka.http;

/**
 * What one server spends on its clients.
 *
 * @param connections open at a time; a further one takes the place of the oldest
 * @param headBytes of the request line and the header fields together
 * @param bodyBytes of a request
 * @param requestMs from the accepted connection to the last byte of the request
 * @param connectionMs from the accepted connection to the last byte of the answer
 */
public record HttpLimits(int connections, int headBytes, int bodyBytes, long requestMs, long connectionMs) {
    private static final int CONNECTIONS = 64;
    private static final int HEAD_BYTES = 16 << 10;
    private static final long REQUEST_MS = 5_000;
    private static final long CONNECTION_MS = 30_000;

    /** The usual limits for requests with bodies up to that size. */
    public static HttpLimits withBody(int bodyBytes) {
        return new HttpLimits(CONNECTIONS, HEAD_BYTES, bodyBytes, REQUEST_MS, CONNECTION_MS);
    }

    /** For a server that reads no bodies. */
    public static HttpLimits withoutBody() {
        return withBody(0);
    }
}
