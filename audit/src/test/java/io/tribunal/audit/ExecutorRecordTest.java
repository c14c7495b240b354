package io.tribunal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.audit.record.ExecutorRecord;
import io.tribunal.audit.record.PartitionReplay;
import io.tribunal.audit.record.StatisticPath;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.detection.Level;
import io.tribunal.core.detection.Standing;
import io.tribunal.core.isolation.MemberStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutorRecordTest {
    private static List<ExecutorRecord> records(EvidenceFixture fixture, PartitionReplay replay) {
        return ExecutorRecord.of(fixture.history().chain().membership().members(), List.of(replay));
    }

    @Test
    void shouldCountStandingsAndSumsPerExecutor() {
        EvidenceFixture fixture = new EvidenceFixture()
                .requests(3, List::of)
                .requests(
                        3,
                        honest -> List.of(EvidenceCases.with(
                                honest,
                                EvidenceFixture.output("\"stolen\"", "e3"),
                                honest.postState(),
                                honest.writes())));

        List<ExecutorRecord> records = records(fixture, fixture.replay((replay, offset, result) -> {}));

        assertThat(records).hasSize(5).allSatisfy(record -> {
            boolean suspect = record.executor().equals(EvidenceFixture.SUSPECT);
            assertThat(record.standings().count(Standing.AGREED)).isEqualTo(suspect ? 3 : 6);
            assertThat(record.standings().count(Standing.DEVIATED)).isEqualTo(suspect ? 3 : 0);
            assertThat(record.sums().get(DeviationClass.WRONG).level())
                    .isEqualTo(suspect ? Level.SUSPECTED : Level.ACTIVE);
            assertThat(record.standings().latencies().median()).isPresent();
            assertThat(record.peers().median()).isPresent();
        });
    }

    @Test
    void shouldShowAnIsolatedExecutorWithItsSumsReset() {
        EvidenceFixture fixture = EvidenceCases.wrongOutput();

        ExecutorRecord suspect =
                records(fixture, fixture.replay((replay, offset, result) -> {})).get(2);

        assertThat(suspect.member().status()).isEqualTo(MemberStatus.ISOLATED);
        assertThat(suspect.member().decision()).isEqualTo(2);
        assertThat(suspect.sums().get(DeviationClass.WRONG).statistic()).isZero();
    }

    @Test
    void shouldListTheStepsOfTheStatisticUpToTheProposal() {
        EvidenceFixture fixture = new EvidenceFixture()
                .requests(2, List::of)
                .requests(
                        6,
                        honest -> List.of(EvidenceCases.with(
                                honest,
                                EvidenceFixture.output("\"stolen\"", "e3"),
                                honest.postState(),
                                honest.writes())));
        StatisticPath path = new StatisticPath(EvidenceFixture.SUSPECT, DeviationClass.WRONG);

        fixture.replay(path::take);

        assertThat(path.steps()).extracting(StatisticPath.Step::deviated).startsWith(List.of(3L), List.of(4L));
        assertThat(path.steps().get(3).statistic())
                .isEqualTo(fixture.proposal(MembershipEvent.Isolate.class).statistic());
    }
}
