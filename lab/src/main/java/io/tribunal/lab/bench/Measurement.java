package io.tribunal.lab.bench;

import io.tribunal.lab.baseline.LoadTarget;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A load on a target, and what it costs within the measured window.
 *
 * @param answersEach answers of executors to each request
 */
record Measurement(LoadTarget target, CostMeter meter, int answersEach) {
    /** The figures and costs of one load. */
    record Result(Figures figures, Costs costs) {}

    Result run(Load load, Duration warmUp, Duration duration) throws InterruptedException {
        CompletableFuture<CostMeter.Reading> before = readAfter(warmUp);
        CompletableFuture<CostMeter.Reading> after = readAfter(warmUp.plus(duration));
        Figures figures = load.run(target, warmUp, duration);
        long answers = Math.max(1, Math.round(figures.perSecond() * duration.toSeconds()));
        return new Result(figures, CostMeter.costs(before.join(), after.join(), answers, answersEach));
    }

    private CompletableFuture<CostMeter.Reading> readAfter(Duration delay) {
        return CompletableFuture.supplyAsync(
                meter::read, CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS));
    }
}
