package io.tribunal.worker;

/** The holder of the key did not sign: it is not available, or it signed something else. */
public final class UnsignedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnsignedException(String message) {
        super(message);
    }
}
