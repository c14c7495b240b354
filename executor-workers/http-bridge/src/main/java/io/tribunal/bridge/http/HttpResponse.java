package io.tribunal.bridge.http;

import io.tribunal.core.identity.Bytes;

/**
 * A complete HTTP response.
 *
 * @param contentType as the service sent it, or empty
 * @param writes values of all {@code Tribunal-Writes} headers, joined by commas
 */
record HttpResponse(int status, String contentType, String writes, Bytes body) {
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY_REQUESTS = 429;

    /** A 2xx status. */
    boolean isDone() {
        return status >= 200 && status < 300;
    }

    /** A 4xx status by which the service refuses the request, except those that ask for a later retry. */
    boolean isRefused() {
        return status >= 400
                && status < 500
                && status != REQUEST_TIMEOUT
                && status != TOO_EARLY
                && status != TOO_MANY_REQUESTS;
    }
}
