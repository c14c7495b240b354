package io.tribunal.core.policy;

/**
 * How many of n must agree. With n >= 2f + 1, f = floor((n - 1) / 2) may lie (PROTOCOL, head).
 *
 * @param members n, all that were named in genesis
 */
public record QuorumSpec(int members) {
    public QuorumSpec {
        if (members < 1) {
            throw new IllegalArgumentException("a quorum needs at least one member, not " + members);
        }
    }

    /** f: the largest number of members that may lie. */
    public int faulty() {
        return (members - 1) / 2;
    }

    /** f + 1: the smallest set that must contain one honest member. */
    public int oneHonest() {
        return faulty() + 1;
    }

    /** The smallest majority of an electorate of the given size, never below the floor. */
    public static int majority(int electorate, int floor) {
        return Math.max(electorate / 2 + 1, floor);
    }
}
