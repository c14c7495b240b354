package io.tribunal.core.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.detection.Finding.Malicious;
import io.tribunal.core.detection.Finding.Unresponsive;
import io.tribunal.core.identity.ExecutorId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A million ballots of five honest executors that deviate at the benign rates, and have ordinary outages. */
class HonestMillionTest {
    private static final int PARTITIONS = 4;
    private static final int BALLOTS = 250_000;

    private final List<Finding> findings = new ArrayList<>();
    private final List<ExecutorId> deviated = new ArrayList<>();
    private long outages;

    @Test
    void shouldIsolateNoHonestExecutor() {
        live(DetectionPolicy.defaults());

        assertThat(findings).noneMatch(Malicious.class::isInstance);
        assertThat(findings.stream().filter(Unresponsive.class::isInstance).count())
                .isPositive()
                .isLessThanOrEqualTo(outages);
        assertThat(deviated).hasSizeBetween(4_500, 5_500);
    }

    /** Shows that the detector can isolate honest executors at all, so that the other test can fail. */
    @Test
    void shouldIsolateHonestExecutorsWithAPolicyThatIsTooQuick() {
        DetectionPolicy usual = DetectionPolicy.defaults();
        live(new DetectionPolicy(
                usual.wrong(), usual.silent(), usual.slow(), 1_000_000, 2_000_000, 100, 4, 1_000, 25, 1, 200, 64));

        assertThat(found()).contains(DeviationClass.WRONG, DeviationClass.SLOW);
    }

    /** What it did to an honest executor on a machine that was too busy (ADR 0020). */
    @Test
    void shouldIsolateAnHonestExecutorWhenOnlyOneSlowWindowInAHundredIsBenign() {
        DetectionPolicy usual = DetectionPolicy.defaults();
        live(new DetectionPolicy(
                usual.wrong(),
                usual.silent(),
                Weights.between(0.01, 0.30),
                usual.suspected(),
                usual.malicious(),
                usual.slowFloor(),
                usual.slowFactor(),
                usual.slowWindow(),
                usual.slowShare(),
                usual.slowWindows(),
                usual.baselineBallots(),
                usual.maxEvidence()));

        assertThat(found()).containsOnly(DeviationClass.SLOW);
    }

    private Stream<DeviationClass> found() {
        return findings.stream()
                .filter(Malicious.class::isInstance)
                .map(finding -> finding.grounds().kind());
    }

    private void live(DetectionPolicy policy) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            SimulatedHistory history = new SimulatedHistory(partition);
            PartitionDetector detector = new PartitionDetector(partition, policy);
            for (int i = 0; i < BALLOTS; i++) {
                findings.addAll(detector.observe(history.next()));
            }
            outages += history.longOutages();
            deviated.addAll(history.deviated());
        }
    }
}
