package io.tribunal.core.policy;

import java.util.Optional;

/**
 * The rules that a deployment was founded under (PROTOCOL 3). It stands in genesis and never changes there, so a log gives the
 * same verdict bytes for ever, however many versions come after it. Whatever differs between versions is a question to this
 * value; no other place compares numbers.
 *
 * @param number from 1; this release may not know it
 */
public record RulesVersion(int number) {
    /** Of every genesis that names none. */
    public static final RulesVersion FIRST = new RulesVersion(1);
    /** The one that new deployments are founded under. */
    public static final RulesVersion LATEST = new RulesVersion(2);

    public RulesVersion {
        if (number < 1) {
            throw new IllegalArgumentException("there is no rules version " + number);
        }
    }

    /** The reason, by name, why this release cannot follow these rules; empty when it can. */
    public Optional<String> objection() {
        return number <= LATEST.number
                ? Optional.empty()
                : Optional.of("genesis asks for rules version " + number + ", this release knows those up to "
                        + LATEST.number + "; use a newer one");
    }

    /** Whether a sequence below the replay window is SEQUENCE_TOO_OLD, and no longer REPLAYED like one that was used. */
    public boolean tellsTooOldFromReplayed() {
        return number >= 2;
    }

    /** Whether maxHeld bounds the memory that held responses take, and no longer the bytes in which they travel. */
    public boolean boundsHeldMemory() {
        return number >= 2;
    }

    /** Whether a processedTo counts only while the key that signed it is in force, and is looked at again after each decision. */
    public boolean bindsClaimsToKeys() {
        return number >= 2;
    }

    /** Whether the reason of a refused genesis depends on the validity of its public keys, which is costly. */
    public boolean validatesStrayKeys() {
        return number < 2;
    }

    /** Whether a REJECTED verdict tells its detail by a code, and no longer in words. */
    public boolean tellsDetailsByCode() {
        return number >= 2;
    }

    /** Whether a policy is refused under which a verdict could outgrow what a record may hold. */
    public boolean boundsVerdicts() {
        return number >= 2;
    }

    @Override
    public String toString() {
        return Integer.toString(number);
    }
}
