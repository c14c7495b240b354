package io.tribunal.ingest.check;

/** A log could not be read for a check. */
public final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean mayPass;

    /** @param mayPass whether another try may succeed; false when the client is not allowed to read */
    public UnreadableException(String message, boolean mayPass) {
        super(message);
        this.mayPass = mayPass;
    }

    /** Whether another try may succeed. */
    public boolean mayPass() {
        return mayPass;
    }
}
