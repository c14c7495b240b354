package io.tribunal.simulation;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.isolation.MemberStatus;
import io.tribunal.core.isolation.DecisionLogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A whole deployment from a seed: partitions that are lived, validators that derive, sign and publish, and decisions that
 * come back into the partitions. Validators crash, too: each is made anew now and then and reads everything again.
 */
public final class ClosedLoop {
    private static final int MAX_IDLE = 60;
    private static final int ROUNDS = 60;
    private static final int CONTROL_ODDS = 12;

    private final SimDeployment deployment;
    private final List<PartitionLife> partitions = new ArrayList<>();
    private final List<DecisionLogRecord> order = new ArrayList<>();
    private final List<SimValidator> validators = new ArrayList<>();
    private final Random random;
    private final int crashOdds;

    /**
     * A deployment in which nobody has written anything.
     *
     * @param crashOdds a validator is made anew once in so many of its steps
     */
    public ClosedLoop(SimDeployment deployment, Map<String, Conduct> conducts, int crashOdds, long seed) {
        this.deployment = deployment;
        this.random = new Random(seed);
        this.crashOdds = crashOdds;
        for (int partition = 0; partition < deployment.genesis().partitions(); partition++) {
            partitions.add(new PartitionLife(deployment, partition, conducts, new Random(random.nextLong())));
        }
        deployment.genesis().validators().forEach(validator -> validators.add(validator(validator.value())));
    }

    private SimValidator validator(String name) {
        return new SimValidator(name, deployment, partitions, order);
    }

    /** So many entries in each partition, while validators go on beside. */
    public ClosedLoop live(int entries) {
        for (PartitionLife life : partitions) {
            int end = life.logs().businessSize() + entries;
            while (life.logs().businessSize() < end) {
                if (random.nextInt(4) > 0) {
                    life.answer();
                } else {
                    life.write();
                }
                stepOne(life);
            }
        }
        return settle();
    }

    private boolean stepOne(PartitionLife beside) {
        int index = random.nextInt(validators.size());
        if (crashOdds > 0 && random.nextInt(crashOdds) == 0) {
            validators.set(index, validator(validators.get(index).name()));
        }
        if (random.nextInt(CONTROL_ODDS) == 0) {
            beside.answerAll(20);
        }
        return validators.get(index).step(random);
    }

    /** Executors and validators go on until nobody has anything left to do. */
    public ClosedLoop settle() {
        for (int rounds = 0; rounds < ROUNDS; rounds++) {
            partitions.forEach(life -> life.answerAll(random.nextInt(900)));
            for (int idle = 0; idle < MAX_IDLE; ) {
                idle = validators.get(random.nextInt(validators.size())).step(random) ? 0 : idle + 1;
            }
        }
        return this;
    }

    /** From now on a validator says nothing, unless somebody speaks with its key. */
    ClosedLoop without(String validator) {
        validators.removeIf(one -> one.name().equals(validator));
        return this;
    }

    /** All that was written to the order of decisions. */
    List<DecisionLogRecord> order() {
        return List.copyOf(order);
    }

    /** From now on an executor behaves otherwise, everywhere. */
    public ClosedLoop become(String executor, Conduct conduct) {
        partitions.forEach(life -> life.become(executor, conduct));
        return this;
    }

    /** Something is written to the order of decisions by whomever. */
    public ClosedLoop append(DecisionLogRecord.Content content) {
        order.add(new DecisionLogRecord(order.size(), content));
        return this;
    }

    public SimDeployment deployment() {
        return deployment;
    }

    /** The decisions as each validator knows them. */
    public List<List<CertifiedDecision>> decisions() {
        return validators.stream().map(SimValidator::certified).toList();
    }

    /** The same, by a validator that reads everything from the beginning. */
    public List<CertifiedDecision> replayed() {
        SimValidator fresh =
                validator(deployment.genesis().validators().getFirst().value());
        int written = order.size();
        Random calm = new Random(0);
        for (int idle = 0; idle < MAX_IDLE; ) {
            idle = fresh.step(calm) ? 0 : idle + 1;
        }
        if (order.size() != written) {
            throw new IllegalStateException("a validator that comes late says something new");
        }
        return fresh.certified();
    }

    /** An executor's status in each partition, as the first validator knows it. */
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

    /** Each partition's logs and what must become of its entries. */
    List<PartitionLife> partitions() {
        return partitions;
    }

    /** The logs of each partition, ascending by partition. */
    public List<SimulatedLogs> logs() {
        return partitions.stream().map(PartitionLife::logs).toList();
    }
}
