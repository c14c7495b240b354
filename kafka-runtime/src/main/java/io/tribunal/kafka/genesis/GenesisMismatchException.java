package io.tribunal.kafka.genesis;

/** A business-log partition does not begin with the genesis of the expected deployment. */
public final class GenesisMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public GenesisMismatchException(String message) {
        super(message);
    }
}
