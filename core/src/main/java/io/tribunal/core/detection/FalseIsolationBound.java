package io.tribunal.core.detection;

/**
 * How rarely executors with benign rates are found malicious (Lorden 1971; Shiryaev-Roberts for several
 * detectors at once): one detector at least e^h observations apart in the mean, k of them e^h / k, h being the level in
 * nats. An observation is a ballot, for SLOW a window. Holds where deviations are no likelier than the benign rate
 * regardless of what came before; bursts break it. Floating point: for information, no decision depends on it.
 */
public record FalseIsolationBound(DetectionPolicy policy, int executors, int partitions) {
    private static final int CLASSES = 3;

    public FalseIsolationBound {
        if (executors < 1 || partitions < 1) {
            throw new IllegalArgumentException(
                    "no detectors: " + executors + " executors, " + partitions + " partitions");
        }
    }

    /** Mean number of observations between two false alarms of one detector, at least. */
    public double ofOneDetector() {
        return StrictMath.exp((double) policy.malicious() / Weights.NAT);
    }

    /** One detector for each executor, partition and statistical class. */
    public long detectors() {
        return (long) executors * partitions * CLASSES;
    }

    /** Mean number of ballots in every partition until the first false alarm of any detector, at least. */
    public double ofAllDetectors() {
        return ofOneDetector() / detectors();
    }

    /** The probability that any detector gives a false alarm within so many ballots in every partition, at most. */
    public double probabilityWithin(long ballots) {
        return Math.min(1, ballots / ofAllDetectors());
    }

    /** The rate of deviations up to which all this holds. */
    public double benignRate(DeviationClass kind) {
        return policy.weightsOf(kind).benignRate();
    }

    /** The rate of deviations below which the sum falls in the mean, so that the class finds it out by chance alone: the price of the bound. */
    public double undetectedRate(DeviationClass kind) {
        return policy.weightsOf(kind).breakEvenRate();
    }
}
