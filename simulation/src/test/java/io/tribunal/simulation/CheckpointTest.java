package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.ballot.Verdict.AgreedState;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.recovery.AdmissionContext;
import io.tribunal.core.recovery.Checkpoint;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The voting reports checkpoints: the agreed state, and the admission context at the same position. */
class CheckpointTest {
    private static final int INTERVAL = 3;

    private final SimDeployment deployment = SimDeployment.of(
            3, 3, 2, new SimPolicy().checkpointInterval(INTERVAL).maxOpenBallots(5));

    private Hash contextRoot(SimulatedLogs logs, long offset) {
        PartitionAdmission admission = new PartitionAdmission(logs.partition(), deployment.hash(), SimKeys.VERIFIER);
        for (long read = 0; read <= offset; read++) {
            admission.decide(logs.business(read));
        }
        return AdmissionContext.of(admission, offset).root();
    }

    @Test
    void shouldReportACheckpointWhereverAStateRootIsDue() {
        int told = 0;
        for (long history = 0; history < 30; history++) {
            Simulation.Outcome outcome = Simulation.of(deployment, 0, 25, history);
            List<Checkpoint> checkpoints =
                    new PartitionRun(deployment, outcome.logs()).toEnd().checkpoints();

            assertThat(checkpoints)
                    .as("seed %s", history)
                    .extracting(Checkpoint::businessOffset)
                    .containsExactlyElementsOf(outcome.expected().responses().values().stream()
                            .filter(expectedResponse -> !expectedResponse
                                    .after()
                                    .orElseThrow()
                                    .stateRoot()
                                    .isEmpty())
                            .map(ExpectedResponse::offset)
                            .toList());
            for (Checkpoint checkpoint : checkpoints) {
                long offset = checkpoint.businessOffset();
                AgreedState state =
                        outcome.expected().responses().get(offset).after().orElseThrow();
                assertThat(checkpoint)
                        .isEqualTo(new Checkpoint(
                                deployment.hash(),
                                0,
                                offset,
                                state.postState(),
                                new Hash(state.stateRoot()),
                                contextRoot(outcome.logs(), offset)));
                told++;
            }
        }
        assertThat(told).isGreaterThan(100);
    }

    @Test
    void shouldReportTheSameCheckpointsOverRestarts() {
        for (long history = 0; history < 60; history++) {
            Simulation.Outcome outcome = history % 2 == 0
                    ? Simulation.of(deployment, 1, 25, history)
                    : Simulation.withControlEntries(deployment, 1, 25, history);
            PartitionRun restarted = new PartitionRun(deployment, outcome.logs());
            while (restarted.hasNext()) {
                restarted.restart();
                restarted.step();
            }

            assertThat(restarted.checkpoints())
                    .as("seed %s", history)
                    .isEqualTo(
                            new PartitionRun(deployment, outcome.logs()).toEnd().checkpoints());
        }
    }

    @Test
    void shouldReportNoCheckpointOfAStateThatIsNotAgreedOrWasVoided() {
        PartitionFixture fixture = new PartitionFixture(deployment);
        fixture.request();
        fixture.request();
        long due = fixture.request();
        fixture.answer("e1", 1, 2, due);
        assertThat(fixture.checkpoints()).isEmpty();
        fixture.answer("e2", 1, 2);
        fixture.send("e2", due, PartitionFixture.moved(fixture.honest(2), due));
        fixture.send("e3", due, fixture.honest(1), fixture.honest(2), PartitionFixture.moved(fixture.honest(1), due));
        fixture.voidEntry(due);
        fixture.heartbeat("e1", due + 1);
        fixture.heartbeat("e2", due + 1);

        assertThat(fixture.checkpoints()).isEmpty();
    }

    @Test
    void shouldReportEachCheckpointOnceAsSoonAsItsStateIsAgreed() {
        PartitionFixture fixture = new PartitionFixture(deployment);
        for (int i = 0; i < INTERVAL; i++) {
            fixture.request();
        }
        fixture.answer("e1", 1, 2, 3);
        fixture.answer("e2", 1, 2);
        assertThat(fixture.checkpoints()).isEmpty();
        fixture.answer("e2", 3);
        assertThat(fixture.checkpoints()).hasSize(1);
        fixture.answer("e3", 1, 2, 3);
        fixture.idle(10_000, 3);

        assertThat(fixture.checkpoints()).hasSize(1);
    }
}
