package io.tribunal.core.policy;

/**
 * The times of a deployment, in ms (PROTOCOL 4, 5).
 *
 * @param deadline default deadline of a ballot, in elapsed ms of the response log
 * @param heartbeat how often an idle executor writes an empty batch
 * @param maxStep the most by which one response-log record moves elapsed time
 * @param maxValidity how far past its append time an entry's notAfter may lie
 */
public record TimingPolicy(long deadline, long heartbeat, long maxStep, long maxValidity) {
    public TimingPolicy {
        Policy.requirePositive("deadline", deadline);
        Policy.requirePositive("heartbeat", heartbeat);
        Policy.requirePositive("maxStep", maxStep);
        Policy.requirePositive("maxValidity", maxValidity);
    }

    /** The same policy with another default deadline. */
    public TimingPolicy withDeadline(long other) {
        return new TimingPolicy(other, heartbeat, maxStep, maxValidity);
    }

    /** The same policy with another heartbeat. */
    public TimingPolicy withHeartbeat(long other) {
        return new TimingPolicy(deadline, other, maxStep, maxValidity);
    }
}
