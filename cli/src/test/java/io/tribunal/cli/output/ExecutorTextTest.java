package io.tribunal.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.audit.record.ExecutorRecord;
import io.tribunal.audit.record.ExecutorRecord.Sum;
import io.tribunal.audit.record.Latencies;
import io.tribunal.audit.record.StandingCounts;
import io.tribunal.audit.record.StatisticPath;
import io.tribunal.core.detection.DetectionPolicy;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.detection.Level;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.isolation.Member;
import io.tribunal.core.isolation.MemberStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExecutorTextTest {
    private static final ExecutorRecord RECORD = new ExecutorRecord(
            new ExecutorId("e3"),
            new Member(MemberStatus.ISOLATED, 2, 2, 1),
            new StandingCounts(),
            new TreeMap<>(Map.of(
                    DeviationClass.WRONG,
                    new Sum(1, 11_736_069, Level.SUSPECTED),
                    DeviationClass.EQUIVOCATED,
                    new Sum(0, 0, Level.ACTIVE))),
            new Latencies());

    private static final DetectionPolicy POLICY = DetectionPolicy.defaults();

    @Test
    void shouldShowTheRecordOfAnExecutor() {
        assertThat(ExecutorText.of(RECORD, POLICY).lines())
                .containsExactly(
                        "e3 ISOLATED by decision 2",
                        "  ballots      agreed 0, deviated 0, inherited 0, silent 0, unjudged 0",
                        "  WRONG        11.74 nats in partition 1, SUSPECTED (suspected at 7.70, malicious at 15.50)",
                        "  EQUIVOCATED  nothing",
                        "  latency      median unknown, p95 unknown; the others' median unknown");
    }

    @Test
    void shouldShowTheRecordAsJson() {
        assertThat(ExecutorJson.of(RECORD, POLICY))
                .containsEntry("status", "ISOLATED")
                .containsEntry("agreed", 0L)
                .containsEntry("latencyMedian", null);
    }

    @Test
    void shouldShowTheStepsOfAStatistic() {
        assertThat(StatisticText.of(new StatisticPath.Step(9, List.of(4L), 1, 3_912_023, Level.ACTIVE)))
                .isEqualTo("3.91 nats      response log 9: deviated at [4], 1 other ballots closed");
    }
}
