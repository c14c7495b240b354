package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.ballot.Verdict.AgreedState;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.recovery.AdmissionContext;
import io.tribunal.core.recovery.Checkpoint;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The voting says where others may begin: the state that was agreed, and what admission knew right there. */
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
    void shouldTellTheAgreedStateAndTheContextWhereverARootIsDue() {
        int told = 0;
        for (long story = 0; story < 30; story++) {
            Simulation.Outcome outcome = Simulation.of(deployment, 0, 25, story);
            List<Checkpoint> checkpoints =
                    new PartitionRun(deployment, outcome.logs()).toEnd().checkpoints();

            assertThat(checkpoints)
                    .as("story %s", story)
                    .extracting(Checkpoint::businessOffset)
                    .containsExactlyElementsOf(outcome.truth().facts().values().stream()
                            .filter(fact ->
                                    !fact.after().orElseThrow().stateRoot().isEmpty())
                            .map(Fact::offset)
                            .toList());
            for (Checkpoint checkpoint : checkpoints) {
                long offset = checkpoint.businessOffset();
                AgreedState state = outcome.truth().facts().get(offset).after().orElseThrow();
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
    void shouldTellTheSameOverRestarts() {
        for (long story = 0; story < 60; story++) {
            Simulation.Outcome outcome = story % 2 == 0
                    ? Simulation.of(deployment, 1, 25, story)
                    : Simulation.upset(deployment, 1, 25, story);
            PartitionRun restarted = new PartitionRun(deployment, outcome.logs());
            while (restarted.hasNext()) {
                restarted.restart();
                restarted.step();
            }

            assertThat(restarted.checkpoints())
                    .as("story %s", story)
                    .isEqualTo(
                            new PartitionRun(deployment, outcome.logs()).toEnd().checkpoints());
        }
    }

    @Test
    void shouldTellNothingOfAStateThatIsNotAgreedOrWasVoided() {
        PartitionFixture scene = new PartitionFixture(deployment);
        scene.request();
        scene.request();
        long due = scene.request();
        scene.answer("e1", 1, 2, due);
        assertThat(scene.checkpoints()).isEmpty();
        scene.answer("e2", 1, 2);
        scene.send("e2", due, PartitionFixture.moved(scene.honest(2), due));
        scene.send("e3", due, scene.honest(1), scene.honest(2), PartitionFixture.moved(scene.honest(1), due));
        scene.voidEntry(due);
        scene.heartbeat("e1", due + 1);
        scene.heartbeat("e2", due + 1);

        assertThat(scene.checkpoints()).isEmpty();
    }

    @Test
    void shouldTellEachStateOnceAsSoonAsItIsAgreed() {
        PartitionFixture scene = new PartitionFixture(deployment);
        for (int i = 0; i < INTERVAL; i++) {
            scene.request();
        }
        scene.answer("e1", 1, 2, 3);
        scene.answer("e2", 1, 2);
        assertThat(scene.checkpoints()).isEmpty();
        scene.answer("e2", 3);
        assertThat(scene.checkpoints()).hasSize(1);
        scene.answer("e3", 1, 2, 3);
        scene.idle(10_000, 3);

        assertThat(scene.checkpoints()).hasSize(1);
    }
}
