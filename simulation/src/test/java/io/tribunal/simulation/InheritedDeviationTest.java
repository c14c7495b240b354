package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Difference;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

class InheritedDeviationTest {
    private final PartitionFixture scene = new PartitionFixture(3, new SimPolicy().restoreBallots(3));
    private Bytes ownState = Bytes.EMPTY;

    @Test
    void shouldChargeADivergenceOnceAndAgainAfterTheAllowance() {
        for (int i = 0; i < 6; i++) {
            long offset = agreedByOthers();
            diverge(offset, i == 0 ? scene.honest(offset).preState() : ownState);
        }

        assertThat(scene.deviations())
                .extracting(Deviation::inherited)
                .containsExactly(false, true, true, true, false, false);
        assertThat(scene.deviations())
                .extracting(Deviation::differs)
                .startsWith(Difference.POST_STATE, Difference.PRE_STATE);
    }

    @Test
    void shouldChargeAfreshAfterAGap() {
        long first = agreedByOthers();
        diverge(first, scene.honest(first).preState());
        long missed = agreedByOthers();
        scene.idle(6_000, missed);

        diverge(agreedByOthers(), ownState);

        assertThat(scene.deviations()).extracting(Deviation::inherited).containsExactly(false, false, false);
        assertThat(scene.deviations().get(1).kind()).isEqualTo(Deviation.Kind.SILENT);
    }

    @Test
    void shouldChargeAfreshAStateThatIsNotItsOwnPreviousOne() {
        long first = agreedByOthers();
        diverge(first, scene.honest(first).preState());

        diverge(agreedByOthers(), Bytes.hex("11".repeat(32)));

        assertThat(scene.deviations()).extracting(Deviation::inherited).containsExactly(false, false);
    }

    @Test
    void shouldKeepTheCountOverARestart() {
        long first = agreedByOthers();
        diverge(first, scene.honest(first).preState());

        scene.restart();
        diverge(agreedByOthers(), ownState);

        assertThat(scene.deviations()).extracting(Deviation::inherited).containsExactly(false, true);
    }

    private long agreedByOthers() {
        long offset = scene.request();
        scene.answer("e1", offset);
        scene.answer("e2", offset);
        return offset;
    }

    private void diverge(long offset, Bytes before) {
        Response wrong = Distortion.otherState(scene.honest(offset), before, "e3");
        ownState = wrong.postState();
        List<Deviation> charged = PartitionFixture.deviations(scene.send("e3", offset, wrong));
        assertThat(charged).hasSize(1);
    }
}
