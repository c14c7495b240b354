package io.tribunal.deployment.load;

/**
 * What a generated load looks like.
 *
 * @param seed same seed, same requests
 * @param accounts in each ledger
 * @param skew exponent of Zipf's law over ledgers and accounts: 0 is even, 1 is usual
 */
public record LoadProfile(long seed, int ledgers, int accounts, double skew) {
    private static final int LEDGERS = 24;
    private static final int ACCOUNTS = 200;
    private static final double SKEW = 0.9;

    public LoadProfile {
        if (ledgers < 1 || accounts < 2 || skew < 0) {
            throw new IllegalArgumentException("a load needs a ledger, two accounts in each, and no negative skew");
        }
    }

    /** 24 ledgers of 200 accounts, skewed. */
    public static LoadProfile usual(long seed) {
        return new LoadProfile(seed, LEDGERS, ACCOUNTS, SKEW);
    }
}
