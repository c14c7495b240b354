package io.tribunal.audit.export;

/** The logs do not hold the requested decision, or not yet in every partition. */
public final class NoSuchDecisionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoSuchDecisionException(String message) {
        super(message);
    }
}
