package io.tribunal.core.detection;

/**
 * What one observation adds to a sum, in micro-nats: the logarithm of how much likelier it is under a faulty executor
 * than under a benign one.
 *
 * @param deviation ln(p1 / p0), positive
 * @param agreement ln((1 - p1) / (1 - p0)), negative
 */
public record Weights(long deviation, long agreement) {
    public static final long NAT = 1_000_000;
    private static final long MOST = 1_000 * NAT;

    public Weights {
        if (deviation <= 0 || deviation > MOST || agreement >= 0 || agreement < -MOST) {
            throw new IllegalArgumentException(
                    "weights must be positive and negative, and below 1000 nats: " + deviation + " and " + agreement);
        }
    }

    /**
     * The weights that distinguish two rates, rounded down so that no bound on false alarms is overstated.
     *
     * @param benign p0, the rate of deviations of a healthy executor
     * @param faulty p1, the rate that is to be detected
     */
    public static Weights between(double benign, double faulty) {
        if (!(0 < benign && benign < faulty && faulty < 1)) {
            throw new IllegalArgumentException("rates must be 0 < " + benign + " < " + faulty + " < 1");
        }
        return new Weights(microNats(faulty / benign), microNats((1 - faulty) / (1 - benign)));
    }

    private static long microNats(double ratio) {
        return (long) StrictMath.floor(StrictMath.log(ratio) * NAT);
    }

    /** The highest rate of deviations at which the bound on false alarms holds: there the mean of e^w is 1. */
    public double benignRate() {
        double agreed = StrictMath.exp((double) agreement / NAT);
        return (1 - agreed) / (StrictMath.exp((double) deviation / NAT) - agreed);
    }

    /** The rate of deviations below which the sum falls in the mean: an executor that deviates less often is found by chance only. */
    public double breakEvenRate() {
        return (double) -agreement / (deviation - agreement);
    }
}
