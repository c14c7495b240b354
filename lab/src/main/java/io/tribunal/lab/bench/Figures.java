package io.tribunal.lab.bench;

/**
 * The figures of one run.
 *
 * @param perSecond answers a second over the window
 * @param slowestTenth answers a second in the slowest tenth of the window
 * @param p50 latency in ms, as the other percentiles
 * @param unanswered requests of the whole run, warm-up included, that did not get the answer they should
 */
public record Figures(
        double perSecond, double slowestTenth, double p50, double p99, double p999, double max, int unanswered) {}
