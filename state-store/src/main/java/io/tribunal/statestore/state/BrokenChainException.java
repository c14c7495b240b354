package io.tribunal.statestore.state;

/** A partition's chain of verdicts is broken, so its state is not served. */
public final class BrokenChainException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokenChainException(ChainBreak why) {
        super("the chain of verdicts is broken: " + why);
    }
}
