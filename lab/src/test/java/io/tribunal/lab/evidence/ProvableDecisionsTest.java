package io.tribunal.lab.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.audit.check.EvidenceVerifier;
import io.tribunal.audit.check.VerificationResult;
import io.tribunal.audit.export.DecisionHistory;
import io.tribunal.audit.export.EvidenceExport;
import io.tribunal.audit.export.EvidenceLogs;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.simulation.ClosedLoop;
import io.tribunal.simulation.Conduct;
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

/** What validators decide in a simulated deployment, whatever clients and executors write, a file proves; a changed file does not. */
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
    void shouldProveEveryDecisionByAFile(Conduct conduct) {
        int proved = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            ClosedLoop loop = loop(conduct, seed).live(70);
            SimLogs logs = new SimLogs(loop.logs());
            DecisionHistory history =
                    DecisionHistory.read(logs, loop.deployment().hash(), SimKeys.VERIFIER);
            for (DecisionHistory.Entry entry : history.entries()) {
                byte[] file = new EvidenceExport(logs, history, SimKeys.VERIFIER).of(entry.number());

                assertThat(verify(loop, file))
                        .as("%s, seed %s", conduct, seed)
                        .isInstanceOfSatisfying(VerificationResult.Proved.class, it -> assertSays(it, proposal(entry)));
                assertChangesAreFound(loop, file, new Random(seed));
                proved++;
            }
        }
        assertThat(proved).isGreaterThanOrEqualTo(SEEDS);
    }

    private static IsolationProposal proposal(DecisionHistory.Entry entry) {
        return (IsolationProposal) entry.certified().decision().subject();
    }

    /** The restarting one may fall behind and be DOWN for a while; isolated is the liar alone. */
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

    private static void assertChangesAreFound(ClosedLoop loop, byte[] file, RandomGenerator random) {
        for (int i = 0; i < CHANGES; i++) {
            byte[] changed = file.clone();
            changed[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));

            assertThat(verify(loop, changed)).isInstanceOf(VerificationResult.Refuted.class);
        }
    }

    private static VerificationResult verify(ClosedLoop loop, byte[] file) {
        return new EvidenceVerifier(Optional.of(loop.deployment().hash()), SimKeys.VERIFIER).verify(file);
    }

    private static ClosedLoop loop(Conduct second, long seed) {
        Map<String, Conduct> conducts = new TreeMap<>(Map.of(
                "e1", Conduct.PLAIN, "e2", second, "e3", Conduct.AHEAD, "e4", Conduct.RESTARTING, "e5", Conduct.PLAIN));
        SimPolicy policy = new SimPolicy().deadline(60_000).restoreBallots(10).checkpointInterval(20);
        return new ClosedLoop(SimDeployment.of(5, 3, 2, policy), conducts, 300, seed);
    }
}
