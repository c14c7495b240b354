package io.tribunal.core.detection;

/**
 * When evidence is enough (PROTOCOL 8). Sums and levels in micro-nats, times in elapsed ms of the response log.
 *
 * @param suspected the sum at which an executor is SUSPECTED
 * @param malicious the sum at which it is MALICIOUS; no sum grows beyond twice that, so that it can fall again
 * @param slowFloor no answer faster than this is slow
 * @param slowFactor how many times the baseline's P99, and the lower median of the peers, a slow answer takes
 * @param slowWindow length of a window, which counts once for an executor
 * @param slowShare percent of an executor's answers in a window that make it a slow one
 * @param slowWindows further slow windows after SUSPECTED that are needed to isolate an executor for being slow
 * @param baselineBallots agreed ballots of a run, the best of which is the baseline; no executor is slow before the first run is full
 * @param maxEvidence ballots that a sum remembers as its evidence, the latest ones
 */
public record DetectionPolicy(
        Weights wrong,
        Weights silent,
        Weights slow,
        long suspected,
        long malicious,
        long slowFloor,
        int slowFactor,
        long slowWindow,
        int slowShare,
        int slowWindows,
        int baselineBallots,
        int maxEvidence) {
    private static final long MOST = Long.MAX_VALUE / 8;

    public DetectionPolicy {
        require(0 < suspected && suspected < malicious && malicious <= MOST, "0 < suspected < malicious");
        require(slowFloor >= 0, "slowFloor >= 0");
        require(slowFactor >= 1, "slowFactor >= 1");
        require(slowWindow >= 1, "slowWindow >= 1");
        require(slowShare >= 1 && slowShare <= 100, "1 <= slowShare <= 100");
        require(slowWindows >= 1, "slowWindows >= 1");
        require(baselineBallots >= 1, "baselineBallots >= 1");
        require(maxEvidence >= 1, "maxEvidence >= 1");
    }

    /** What a new deployment starts from: 0.1 % wrong or silent ballots and 30 % slow windows are benign (ADR 0020). */
    public static DetectionPolicy defaults() {
        Weights rare = Weights.between(0.001, 0.05);
        return new DetectionPolicy(
                rare, rare, Weights.between(0.30, 0.90), 7_700_000, 15_500_000, 100, 4, 1_000, 25, 30, 200, 64);
    }

    /** What an observation of that class weighs; equivocation is proof and is not weighed. */
    Weights weightsOf(DeviationClass kind) {
        return switch (kind) {
            case WRONG -> wrong;
            case SILENT -> silent;
            case SLOW -> slow;
            case EQUIVOCATED -> throw new IllegalArgumentException("equivocation is not weighed");
        };
    }

    /** Deviations after SUSPECTED without which the class does not come to MALICIOUS. */
    int furtherNeeded(DeviationClass kind) {
        return kind == DeviationClass.SLOW ? slowWindows : 0;
    }

    /** The largest sum. */
    long ceiling() {
        return 2 * malicious;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("policy.detection needs " + rule);
        }
    }
}
