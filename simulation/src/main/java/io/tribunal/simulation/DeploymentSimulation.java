package io.tribunal.simulation;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.core.isolation.MemberStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Simulates a whole deployment from a seed: clients and executors write the partitions, validators derive, sign and publish
 * decisions, and the decisions take effect in the partitions. Validators crash at random: a new one then reads everything again.
 */
public final class DeploymentSimulation {
    private static final int MAX_IDLE = 60;
    private static final int ROUNDS = 60;
    private static final int CONTROL_ODDS = 12;

    private final SimDeployment deployment;
    private final List<PartitionSimulation> partitions = new ArrayList<>();
    private final List<DecisionLogRecord> decisionLog = new ArrayList<>();
    private final List<SimValidator> validators = new ArrayList<>();
    private final Random random;
    private final int crashOdds;

    /**
     * A deployment whose logs hold only the genesis.
     *
     * @param crashOdds a validator crashes once in this number of steps; 0 for never
     */
    public DeploymentSimulation(SimDeployment deployment, Map<String, FaultMode> faults, int crashOdds, long seed) {
        this.deployment = deployment;
        this.random = new Random(seed);
        this.crashOdds = crashOdds;
        for (int partition = 0; partition < deployment.genesis().partitions(); partition++) {
            partitions.add(new PartitionSimulation(deployment, partition, faults, new Random(random.nextLong())));
        }
        deployment.genesis().validators().forEach(validator -> validators.add(validator(validator.value())));
    }

    private SimValidator validator(String name) {
        return new SimValidator(name, deployment, partitions, decisionLog);
    }

    /** Appends this number of entries to each partition while the validators run, and settles. */
    public DeploymentSimulation run(int entries) {
        for (PartitionSimulation simulated : partitions) {
            int end = simulated.logs().businessSize() + entries;
            while (simulated.logs().businessSize() < end) {
                if (random.nextInt(4) > 0) {
                    simulated.answer();
                } else {
                    simulated.write();
                }
                stepRandomValidator(simulated);
            }
        }
        return settle();
    }

    private boolean stepRandomValidator(PartitionSimulation simulated) {
        int index = random.nextInt(validators.size());
        if (crashOdds > 0 && random.nextInt(crashOdds) == 0) {
            validators.set(index, validator(validators.get(index).name()));
        }
        if (random.nextInt(CONTROL_ODDS) == 0) {
            simulated.answerAll(20);
        }
        return validators.get(index).step(random);
    }

    /** Lets executors and validators run until none of them has anything left to do. */
    public DeploymentSimulation settle() {
        for (int rounds = 0; rounds < ROUNDS; rounds++) {
            partitions.forEach(simulated -> simulated.answerAll(random.nextInt(900)));
            for (int idle = 0; idle < MAX_IDLE; ) {
                idle = validators.get(random.nextInt(validators.size())).step(random) ? 0 : idle + 1;
            }
        }
        return this;
    }

    /** Stops a validator; a test may still write with its key. */
    DeploymentSimulation without(String validator) {
        validators.removeIf(one -> one.name().equals(validator));
        return this;
    }

    /** All records of the decision log. */
    List<DecisionLogRecord> decisionLog() {
        return List.copyOf(decisionLog);
    }

    /** Changes how an executor behaves in every partition from now on. */
    public DeploymentSimulation switchFault(String executor, FaultMode fault) {
        partitions.forEach(simulated -> simulated.switchFault(executor, fault));
        return this;
    }

    /** Appends any record to the decision log. */
    public DeploymentSimulation append(DecisionLogRecord.Content content) {
        decisionLog.add(new DecisionLogRecord(decisionLog.size(), content));
        return this;
    }

    public SimDeployment deployment() {
        return deployment;
    }

    /** The certified decisions that each validator knows. */
    public List<List<CertifiedDecision>> decisions() {
        return validators.stream().map(SimValidator::certified).toList();
    }

    /** The certified decisions that a new validator derives when it reads everything from the beginning. */
    public List<CertifiedDecision> replayed() {
        SimValidator fresh =
                validator(deployment.genesis().validators().getFirst().value());
        int written = decisionLog.size();
        Random calm = new Random(0);
        for (int idle = 0; idle < MAX_IDLE; ) {
            idle = fresh.step(calm) ? 0 : idle + 1;
        }
        if (decisionLog.size() != written) {
            throw new IllegalStateException("a validator that starts late writes something new");
        }
        return fresh.certified();
    }

    /** An executor's status in each partition according to the first validator. */
    public List<MemberStatus> statuses(String executor) {
        return IntStream.range(0, partitions.size())
                .mapToObj(partition -> validators
                        .getFirst()
                        .chainOf(partition)
                        .membership()
                        .find(new ExecutorId(executor))
                        .orElseThrow()
                        .status())
                .toList();
    }

    /** The partitions with their logs and expected outcomes. */
    List<PartitionSimulation> partitions() {
        return partitions;
    }

    /** The logs of each partition, ascending by partition. */
    public List<SimulatedLogs> logs() {
        return partitions.stream().map(PartitionSimulation::logs).toList();
    }
}
