package io.tribunal.audit.export;

/** The logs do not hold the decision that was asked for, or not yet everywhere. */
public final class NoSuchDecisionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoSuchDecisionException(String message) {
        super(message);
    }
}
