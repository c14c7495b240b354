package io.tribunal.core.policy;

/**
 * How decisions about membership are taken (PROTOCOL 8).
 *
 * @param minElectorate no executor is isolated or set DOWN when fewer than that would be left ACTIVE
 * @param upAfter agreeing answers in a row that bring a DOWN executor back
 * @param probationBallots agreeing answers in a row that end a probation
 */
public record IsolationPolicy(Enforcement enforcement, int minElectorate, int upAfter, int probationBallots) {
    private static final int UP_AFTER = 20;
    private static final int PROBATION_BALLOTS = 50;

    /** What becomes of a decision about membership. */
    public enum Enforcement {
        /** Decisions are numbered and certified, and change no status. */
        MONITOR,
        /** It takes effect. */
        ENFORCE
    }

    public IsolationPolicy {
        requirePositive("minElectorate", minElectorate);
        requirePositive("upAfter", upAfter);
        requirePositive("probationBallots", probationBallots);
    }

    /** Enforced, down to f + 1. */
    public static IsolationPolicy defaults(QuorumSpec executors) {
        return new IsolationPolicy(Enforcement.ENFORCE, executors.oneHonest(), UP_AFTER, PROBATION_BALLOTS);
    }

    /** The same, of another effect. */
    public IsolationPolicy with(Enforcement other) {
        return new IsolationPolicy(other, minElectorate, upAfter, probationBallots);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("policy.isolation." + name + " must be positive, not " + value);
        }
    }
}
