package io.tribunal.bridge.http;

import io.tribunal.core.identity.Bytes;

/**
 * A whole HTTP response.
 *
 * @param contentType as the service wrote it, or empty
 * @param writes values of all {@code Tribunal-Writes} headers, joined by commas
 */
record Reply(int status, String contentType, String writes, Bytes body) {
    private static final int TIMED_OUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY = 429;

    boolean isDone() {
        return status >= 200 && status < 300;
    }

    /** What the service has decided against; not what it wants to be asked again later. */
    boolean isRefused() {
        return status >= 400 && status < 500 && status != TIMED_OUT && status != TOO_EARLY && status != TOO_MANY;
    }
}
