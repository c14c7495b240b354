package io.tribunal.core.policy;

/**
 * The bounds that a deployment chooses for itself; {@link Limits} holds those of the protocol.
 *
 * @param maxOutput bytes of one output; a longer one is REFUSED with TOO_LARGE
 * @param maxHeld bytes of memory for responses beyond the cursor that are held for one executor (rules version 1: their bytes on the
 *     wire)
 * @param maxOpenBallots ballots of one partition that may be open at once; the cursor waits beyond that
 */
public record LimitPolicy(int maxOutput, int maxHeld, int maxOpenBallots) {
    public LimitPolicy {
        Policy.requirePositive("maxOutput", maxOutput);
        Policy.requirePositive("maxHeld", maxHeld);
        Policy.requirePositive("maxOpenBallots", maxOpenBallots);
    }

    /** The same policy with another bound on outputs. */
    public LimitPolicy withMaxOutput(int bytes) {
        return new LimitPolicy(bytes, maxHeld, maxOpenBallots);
    }

    /** The same policy with another bound on held responses. */
    public LimitPolicy withMaxHeld(int bytes) {
        return new LimitPolicy(maxOutput, bytes, maxOpenBallots);
    }

    /** The same policy with another bound on open ballots. */
    public LimitPolicy withMaxOpenBallots(int ballots) {
        return new LimitPolicy(maxOutput, maxHeld, ballots);
    }
}
