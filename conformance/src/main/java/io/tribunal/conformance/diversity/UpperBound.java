package io.tribunal.conformance.diversity;

/** One-sided 95 % upper confidence bound of a probability (Clopper and Pearson 1934); near 3/n where nothing was seen. */
final class UpperBound {
    private static final double ALPHA = 0.05;
    private static final int STEPS = 60;

    private UpperBound() {}

    static double of(int events, int runs) {
        if (events >= runs) {
            return 1;
        }
        double low = (double) events / runs;
        double high = 1;
        for (int step = 0; step < STEPS; step++) {
            double middle = (low + high) / 2;
            if (atMost(events, runs, middle) > ALPHA) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Probability of so many events or fewer. */
    private static double atMost(int events, int runs, double p) {
        double term = runs * Math.log1p(-p);
        double sum = Math.exp(term);
        for (int k = 1; k <= events; k++) {
            term += Math.log((double) (runs - k + 1) / k) + Math.log(p) - Math.log1p(-p);
            sum += Math.exp(term);
        }
        return sum;
    }
}
