package io.tribunal.core.isolation;

import io.tribunal.core.policy.QuorumSpec;

/**
 * How decisions about membership are taken (PROTOCOL 8).
 *
 * @param outcome ENFORCED, or MONITORED to decide without effect
 * @param minElectorate nobody is isolated or set DOWN when fewer than that would be left ACTIVE
 */
public record IsolationPolicy(Outcome outcome, int minElectorate) {
    public IsolationPolicy {
        if (minElectorate < 1) {
            throw new IllegalArgumentException("policy.minElectorate must be positive, not " + minElectorate);
        }
    }

    /** Enforced, down to f + 1. */
    public static IsolationPolicy defaults(QuorumSpec executors) {
        return new IsolationPolicy(Outcome.ENFORCED, executors.oneHonest());
    }

    /** Whether the membership that would follow keeps the budget; what shrinks no electorate always does. */
    boolean allows(MembershipEvent event, Membership before, Membership after) {
        boolean shrinks =
                event.shrinks() && after.active().size() < before.active().size();
        return !shrinks || after.active().size() >= minElectorate;
    }
}
