package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Difference;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

class InheritedDeviationTest {
    private final PartitionFixture fixture = new PartitionFixture(3, new SimPolicy().restoreBallots(3));
    private Bytes ownState = Bytes.EMPTY;

    @Test
    void shouldRecordADivergenceOnceAndAgainAfterTheAllowance() {
        for (int i = 0; i < 6; i++) {
            long offset = agreedByOthers();
            diverge(offset, i == 0 ? fixture.honest(offset).preState() : ownState);
        }

        assertThat(fixture.deviations())
                .extracting(Deviation::inherited)
                .containsExactly(false, true, true, true, false, false);
        assertThat(fixture.deviations())
                .extracting(Deviation::differs)
                .startsWith(Difference.POST_STATE, Difference.PRE_STATE);
    }

    @Test
    void shouldRecordAFreshDivergenceAfterAGap() {
        long first = agreedByOthers();
        diverge(first, fixture.honest(first).preState());
        long missed = agreedByOthers();
        fixture.idle(6_000, missed);

        diverge(agreedByOthers(), ownState);

        assertThat(fixture.deviations()).extracting(Deviation::inherited).containsExactly(false, false, false);
        assertThat(fixture.deviations().get(1).kind()).isEqualTo(Deviation.Kind.SILENT);
    }

    @Test
    void shouldRecordAFreshDivergenceForAStateThatIsNotTheExecutorsPreviousOne() {
        long first = agreedByOthers();
        diverge(first, fixture.honest(first).preState());

        diverge(agreedByOthers(), Bytes.hex("11".repeat(32)));

        assertThat(fixture.deviations()).extracting(Deviation::inherited).containsExactly(false, false);
    }

    @Test
    void shouldKeepTheDivergenceCountOverARestart() {
        long first = agreedByOthers();
        diverge(first, fixture.honest(first).preState());

        fixture.restart();
        diverge(agreedByOthers(), ownState);

        assertThat(fixture.deviations()).extracting(Deviation::inherited).containsExactly(false, true);
    }

    private long agreedByOthers() {
        long offset = fixture.request();
        fixture.answer("e1", offset);
        fixture.answer("e2", offset);
        return offset;
    }

    private void diverge(long offset, Bytes before) {
        Response wrong = WrongResponses.otherState(fixture.honest(offset), before, "e3");
        ownState = wrong.postState();
        List<Deviation> charged = PartitionFixture.deviations(fixture.send("e3", offset, wrong));
        assertThat(charged).hasSize(1);
    }
}
