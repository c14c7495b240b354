package io.tribunal.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.detection.DetectionPolicy;
import io.tribunal.core.detection.Finding;
import io.tribunal.core.detection.PartitionDetector;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.CertifiedDecision;
import io.tribunal.core.isolation.IsolationPolicy;
import io.tribunal.core.isolation.IsolationProposal;
import io.tribunal.core.isolation.MemberStatus;
import io.tribunal.core.isolation.Membership;
import io.tribunal.core.isolation.MembershipEvent;
import io.tribunal.core.isolation.OrderEvent;
import io.tribunal.core.isolation.OrderMachine;
import io.tribunal.core.isolation.OrderRecord;
import io.tribunal.core.isolation.OrderedDecision;
import io.tribunal.core.log.Control;
import io.tribunal.core.signature.Signer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * From two partitions' logs to certified decisions: three validators vote, detect, endorse and sign by themselves, at
 * whatever speed.
 */
class IsolationTest {
    private static final int PARTITIONS = 2;
    private static final Map<String, Conduct> CONDUCTS = new TreeMap<>(Map.of(
            "e1", Conduct.PLAIN,
            "e2", Conduct.LYING,
            "e3", Conduct.AHEAD,
            "e4", Conduct.EQUIVOCATING,
            "e5", Conduct.RESTARTING));

    private final SimDeployment deployment = SimDeployment.of(5, 3, PARTITIONS, new SimPolicy());

    @Test
    void shouldIsolateTheLiarsOnceAndAlikeAtEveryValidator() {
        for (long seed = 0; seed < 30; seed++) {
            List<PartitionLogs> logs = logs(seed);
            List<OrderRecord> order = new ArrayList<>();
            List<Validator> validators = IntStream.rangeClosed(1, 3)
                    .mapToObj(i -> new Validator("v" + i, logs, order))
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

    private List<PartitionLogs> logs(long seed) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> Simulation.of(deployment, partition, 80, CONDUCTS, PARTITIONS * seed + partition)
                        .logs())
                .toList();
    }

    private static void run(List<Validator> validators, Random random) {
        int idle = 0;
        while (idle < 200) {
            idle = validators.get(random.nextInt(validators.size())).step(random) ? 0 : idle + 1;
        }
    }

    /** One honest validator: reads both partitions and the order, and writes to the order only. */
    private final class Validator {
        private final Signer signer;
        private final List<OrderRecord> order;
        private final List<PartitionRun> runs;
        private final List<PartitionDetector> detectors;
        private final List<PartitionLogs> logs;
        private final OrderMachine machine;
        private final List<CertifiedDecision> certified = new ArrayList<>();
        private int read;
        private long refused;

        Validator(String name, List<PartitionLogs> logs, List<OrderRecord> order) {
            this.signer = SimKeys.signer(name);
            this.order = order;
            this.logs = logs;
            this.runs =
                    logs.stream().map(it -> new PartitionRun(deployment, it)).toList();
            this.detectors = IntStream.range(0, logs.size())
                    .mapToObj(it -> new PartitionDetector(it, DetectionPolicy.defaults()))
                    .toList();
            this.machine = new OrderMachine(
                    deployment.genesis(),
                    deployment.hash(),
                    IsolationPolicy.defaults(deployment.genesis().executorQuorum()),
                    SimKeys.VERIFIER);
        }

        boolean step(Random random) {
            int partition = random.nextInt(PARTITIONS + 1);
            return partition < PARTITIONS ? vote(partition) : readOrder();
        }

        private boolean vote(int partition) {
            PartitionRun run = runs.get(partition);
            if (!run.hasNext()) {
                return false;
            }
            int before = run.observations().size();
            run.step();
            run.observations().stream()
                    .skip(before)
                    .flatMap(it -> detectors.get(partition).observe(it).stream())
                    .forEach(this::endorse);
            return true;
        }

        private void endorse(Finding finding) {
            Hash logRoot =
                    prefix(finding.grounds().partition(), finding.grounds().observedAt());
            Membership membership = machine.chain().membership();
            long previous =
                    membership.find(finding.grounds().executor()).orElseThrow().decision();
            IsolationProposal.of(deployment.hash(), finding, logRoot, previous)
                    .filter(it -> it.event() instanceof MembershipEvent.Isolate)
                    .filter(it -> membership.find(it.executor()).orElseThrow().status() == MemberStatus.ACTIVE)
                    .ifPresent(it -> append(new OrderRecord.Endorsement(it, sign(it.signedBytes()))));
        }

        private Hash prefix(int partition, long offset) {
            byte[][] values = logs.get(partition).responseValues().stream()
                    .limit(offset + 1)
                    .map(it -> it.value().array())
                    .toArray(byte[][]::new);
            return Hash.sha256(values);
        }

        private boolean readOrder() {
            if (read == order.size()) {
                return false;
            }
            for (OrderEvent event : machine.process(order.get(read++))) {
                switch (event) {
                    case OrderEvent.Ordered(OrderedDecision decision) ->
                        append(new OrderRecord.Ratification(decision.number(), sign(decision.signedBytes())));
                    case OrderEvent.Certified(CertifiedDecision decision) -> certified.add(decision);
                    case OrderEvent.Alarm ignored -> refused++;
                    case OrderEvent.Dropped ignored -> {}
                }
            }
            return true;
        }

        private void append(OrderRecord.Content content) {
            order.add(new OrderRecord(order.size(), content));
        }

        private Control.Endorsed sign(byte[] message) {
            return new Control.Endorsed(signer.keyId().value(), Bytes.wrap(signer.sign(message)));
        }
    }
}
