package io.tribunal.core.partition;

import io.tribunal.core.identity.LogPosition;

/**
 * Signed records say that the business log once held another record at this place: it was changed after it was answered, or
 * more executors lie than may. Nothing that follows from it is to be believed.
 */
public final class LogContradictionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A contradiction.
     *
     * @param position in the business log
     * @param what the log and the signed records say
     */
    public LogContradictionException(LogPosition position, String what) {
        super("business-log " + position + ": " + what);
    }
}
