package io.tribunal.core.policy;

/**
 * What differs between operations.
 *
 * @param deadline elapsed ms of the response log after which an undecided ballot is OVERDUE
 */
public record OperationPolicy(String operation, long deadline, NormalizationProfile profile) {
    public OperationPolicy {
        if (deadline <= 0) {
            throw new IllegalArgumentException("deadline of " + operation + " must be positive, not " + deadline);
        }
    }
}
