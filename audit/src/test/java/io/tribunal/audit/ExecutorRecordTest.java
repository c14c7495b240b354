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
    private static List<ExecutorRecord> records(EvidenceFixture court, PartitionReplay hearing) {
        return ExecutorRecord.of(court.history().chain().membership().members(), List.of(hearing));
    }

    @Test
    void shouldTellWhatIsHeldAgainstWhom() {
        EvidenceFixture court = new EvidenceFixture()
                .requests(3, List::of)
                .requests(
                        3,
                        honest -> List.of(Cases.with(
                                honest, EvidenceFixture.output("\"stolen\"", "e3"), honest.postState(), honest.writes())));

        List<ExecutorRecord> records = records(court, court.hear((hearing, offset, conclusions) -> {}));

        assertThat(records).hasSize(5).allSatisfy(record -> {
            boolean accused = record.executor().equals(EvidenceFixture.ACCUSED);
            assertThat(record.tally().count(Standing.AGREED)).isEqualTo(accused ? 3 : 6);
            assertThat(record.tally().count(Standing.DEVIATED)).isEqualTo(accused ? 3 : 0);
            assertThat(record.held().get(DeviationClass.WRONG).level())
                    .isEqualTo(accused ? Level.SUSPECTED : Level.ACTIVE);
            assertThat(record.tally().latencies().median()).isPresent();
            assertThat(record.peers().median()).isPresent();
        });
    }

    @Test
    void shouldShowWhoIsIsolatedAndThatItsSumsBeganAnew() {
        EvidenceFixture court = Cases.wrongOutput();

        ExecutorRecord accused =
                records(court, court.hear((hearing, offset, conclusions) -> {})).get(2);

        assertThat(accused.member().status()).isEqualTo(MemberStatus.ISOLATED);
        assertThat(accused.member().decision()).isEqualTo(2);
        assertThat(accused.held().get(DeviationClass.WRONG).statistic()).isZero();
    }

    @Test
    void shouldFollowTheStatisticToWhereItWasDecided() {
        EvidenceFixture court = new EvidenceFixture()
                .requests(2, List::of)
                .requests(
                        6,
                        honest -> List.of(Cases.with(
                                honest, EvidenceFixture.output("\"stolen\"", "e3"), honest.postState(), honest.writes())));
        StatisticPath path = new StatisticPath(EvidenceFixture.ACCUSED, DeviationClass.WRONG);

        court.hear(path::take);

        assertThat(path.steps()).extracting(StatisticPath.Step::deviated).startsWith(List.of(3L), List.of(4L));
        assertThat(path.steps().get(3).statistic())
                .isEqualTo(court.proposal(MembershipEvent.Isolate.class).statistic());
    }
}
