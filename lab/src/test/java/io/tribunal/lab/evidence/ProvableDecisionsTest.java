package io.tribunal.lab.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.audit.check.EvidenceVerifier;
import io.tribunal.audit.check.VerificationResult;
import io.tribunal.audit.export.DecisionHistory;
import io.tribunal.audit.export.EvidenceExport;
import io.tribunal.audit.export.EvidenceLogs;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.simulation.DeploymentSimulation;
import io.tribunal.simulation.FaultMode;
import io.tribunal.simulation.SimDeployment;
import io.tribunal.simulation.SimKeys;
import io.tribunal.simulation.SimPolicy;
import io.tribunal.simulation.SimulatedLogs;
import io.tribunal.simulation.SimulatedValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An evidence file proves every decision of a simulated deployment with any fault; a changed file proves none. */
class ProvableDecisionsTest {
    private static final int SEEDS = 4;
    private static final int CHANGES = 40;

    private record SimLogs(List<SimulatedLogs> partitions) implements EvidenceLogs {
        @Override
        public void business(int partition, Consumer<LogRecord> reader) {
            read(partitions.get(partition).businessValues(), reader);
        }

        @Override
        public void responses(int partition, Consumer<LogRecord> reader) {
            read(partitions.get(partition).responseValues(), reader);
        }

        private static void read(List<SimulatedValue> values, Consumer<LogRecord> reader) {
            for (int offset = 0; offset < values.size(); offset++) {
                SimulatedValue value = values.get(offset);
                reader.accept(new LogRecord(offset, value.appendTime(), true, Optional.of(value.value())));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LYING", "BIASED", "COLLUDING", "WRONG_STATE", "EQUIVOCATING", "GARBAGE", "SILENT", "DEAD"})
    void shouldProveEveryDecisionByAnEvidenceFile(FaultMode fault) {
        int proved = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            DeploymentSimulation simulation = simulation(fault, seed).run(70);
            SimLogs logs = new SimLogs(simulation.logs());
            DecisionHistory history =
                    DecisionHistory.read(logs, simulation.deployment().hash(), SimKeys.VERIFIER);
            for (DecisionHistory.Entry entry : history.entries()) {
                byte[] file = new EvidenceExport(logs, history, SimKeys.VERIFIER).of(entry.number());

                assertThat(verify(simulation, file))
                        .as("%s, seed %s", fault, seed)
                        .isInstanceOfSatisfying(VerificationResult.Proved.class, it -> assertSays(it, proposal(entry)));
                assertChangesAreFound(simulation, file, new Random(seed));
                proved++;
            }
        }
        assertThat(proved).isGreaterThanOrEqualTo(SEEDS);
    }

    private static IsolationProposal proposal(DecisionHistory.Entry entry) {
        return (IsolationProposal) entry.certified().decision().subject();
    }

    /** The restarting executor may fall behind and be DOWN for a while; only the faulty one is isolated. */
    private static void assertSays(VerificationResult.Proved proved, IsolationProposal proposal) {
        assertThat(proved.summary().executor()).isEqualTo(proposal.executor().value());
        if (proposal.event() instanceof MembershipEvent.Isolate) {
            assertThat(proved.summary().executor()).isEqualTo("e2");
        }
        assertThat(proved.summary().ballots())
                .hasSize(
                        proposal.event() instanceof MembershipEvent.Up
                                ? 0
                                : proposal.evidence().size());
    }

    private static void assertChangesAreFound(DeploymentSimulation simulation, byte[] file, RandomGenerator random) {
        for (int i = 0; i < CHANGES; i++) {
            byte[] changed = file.clone();
            changed[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));

            assertThat(verify(simulation, changed)).isInstanceOf(VerificationResult.Refuted.class);
        }
    }

    private static VerificationResult verify(DeploymentSimulation simulation, byte[] file) {
        return new EvidenceVerifier(Optional.of(simulation.deployment().hash()), SimKeys.VERIFIER).verify(file);
    }

    private static DeploymentSimulation simulation(FaultMode second, long seed) {
        Map<String, FaultMode> faults = new TreeMap<>(Map.of(
                "e1",
                FaultMode.PLAIN,
                "e2",
                second,
                "e3",
                FaultMode.AHEAD,
                "e4",
                FaultMode.RESTARTING,
                "e5",
                FaultMode.PLAIN));
        SimPolicy policy = new SimPolicy().deadline(60_000).restoreBallots(10).checkpointInterval(20);
        return new DeploymentSimulation(SimDeployment.of(5, 3, 2, policy), faults, 300, seed);
    }
}
