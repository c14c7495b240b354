package io.tribunal.statestore;

/** A partition's verdicts do not hold together: it has no state that could be given out. */
public final class BrokenChainException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokenChainException(ChainBreak why) {
        super("the chain of verdicts is broken: " + why);
    }
}
