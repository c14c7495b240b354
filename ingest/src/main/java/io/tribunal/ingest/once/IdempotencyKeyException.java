package io.tribunal.ingest.once;

/** An idempotency key was used before, for a request that asks for something else. Nothing was sent. */
public final class IdempotencyKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IdempotencyKeyException(String key) {
        super("the key \"" + key + "\" was used for a request with another content");
    }
}
