package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.isolation.DecisionLogEvent;
import io.tribunal.core.isolation.DecisionLogMachine;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.core.pipeline.DetectionPipeline;
import io.tribunal.core.signature.Signer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * From two partitions' logs to certified decisions: three validators vote, detect, endorse and sign independently, each at
 * its own speed.
 */
class IsolationTest {
    private static final int PARTITIONS = 2;
    private static final Map<String, FaultMode> FAULTS = new TreeMap<>(Map.of(
            "e1", FaultMode.PLAIN,
            "e2", FaultMode.LYING,
            "e3", FaultMode.AHEAD,
            "e4", FaultMode.EQUIVOCATING,
            "e5", FaultMode.RESTARTING));

    private final SimDeployment deployment = SimDeployment.of(5, 3, PARTITIONS, new SimPolicy());

    @Test
    void shouldIsolateTheFaultyExecutorsOnceAndEquallyAtEveryValidator() {
        for (long seed = 0; seed < 30; seed++) {
            List<SimulatedLogs> logs = logs(seed);
            List<DecisionLogRecord> decisionLog = new ArrayList<>();
            List<Validator> validators = IntStream.rangeClosed(1, 3)
                    .mapToObj(i -> new Validator("v" + i, logs, decisionLog))
                    .toList();
            run(validators, new Random(seed));

            List<CertifiedDecision> decisions = validators.getFirst().certified;
            assertThat(decisions)
                    .as("seed %s", seed)
                    .extracting(it -> ((IsolationProposal) it.decision().subject())
                            .executor()
                            .value())
                    .containsExactlyInAnyOrder("e2", "e4");
            assertThat(validators).allSatisfy(it -> assertThat(it.certified).isEqualTo(decisions));
            assertThat(validators).allSatisfy(it -> assertThat(it.refused).isZero());
        }
    }

    private List<SimulatedLogs> logs(long seed) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> Simulation.of(deployment, partition, 80, FAULTS, PARTITIONS * seed + partition)
                        .logs())
                .toList();
    }

    private static void run(List<Validator> validators, Random random) {
        int idle = 0;
        while (idle < 200) {
            idle = validators.get(random.nextInt(validators.size())).step(random) ? 0 : idle + 1;
        }
    }

    /** One honest validator: reads both partitions and the decision log, and writes only to the decision log. */
    private final class Validator {
        private final Signer signer;
        private final List<DecisionLogRecord> decisionLog;
        private final List<DetectionPipeline> pipelines;
        private final int[] next = new int[PARTITIONS];
        private final List<SimulatedLogs> logs;
        private final DecisionLogMachine machine;
        private final List<CertifiedDecision> certified = new ArrayList<>();
        private int read;
        private long refused;

        Validator(String name, List<SimulatedLogs> logs, List<DecisionLogRecord> decisionLog) {
            this.signer = SimKeys.signer(name);
            this.decisionLog = decisionLog;
            this.logs = logs;
            this.pipelines = logs.stream()
                    .map(it -> new DetectionPipeline(it.partition(), PartitionRun.machine(deployment, it)))
                    .toList();
            this.machine = new DecisionLogMachine(deployment.genesis(), deployment.hash(), SimKeys.VERIFIER);
        }

        boolean step(Random random) {
            int partition = random.nextInt(PARTITIONS + 1);
            return partition < PARTITIONS ? vote(partition) : readDecisionLog();
        }

        private boolean vote(int partition) {
            if (next[partition] == logs.get(partition).responseSize()) {
                return false;
            }
            pipelines.get(partition).process(logs.get(partition).response(next[partition]++)).proposals().stream()
                    .filter(it -> it.event() instanceof MembershipEvent.Isolate)
                    .forEach(it -> append(new DecisionLogRecord.Endorsement(it, sign(it.signedBytes()))));
            return true;
        }

        private boolean readDecisionLog() {
            if (read == decisionLog.size()) {
                return false;
            }
            for (DecisionLogEvent event : machine.process(decisionLog.get(read++))) {
                switch (event) {
                    case DecisionLogEvent.Ordered(OrderedDecision decision) ->
                        append(new DecisionLogRecord.Ratification(decision.number(), sign(decision.signedBytes())));
                    case DecisionLogEvent.Certified(CertifiedDecision decision) -> certified.add(decision);
                    case DecisionLogEvent.RejoinAsked ignored -> {}
                    case DecisionLogEvent.Alarm ignored -> refused++;
                    case DecisionLogEvent.Dropped ignored -> {}
                }
            }
            return true;
        }

        private void append(DecisionLogRecord.Content content) {
            decisionLog.add(new DecisionLogRecord(decisionLog.size(), content));
        }

        private KeySignature sign(byte[] message) {
            return KeySignature.by(signer, message);
        }
    }
}
