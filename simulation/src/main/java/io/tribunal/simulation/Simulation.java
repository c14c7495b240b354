package io.tribunal.simulation;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** One partition's life from a seed: clients and executors write in random order, then all that can still answer does. */
public final class Simulation {
    private static final int MAX_DRAIN = 2_000;

    private final PartitionLife life;
    private final Upheaval upheaval;
    private final boolean upset;
    private final Random random;

    private Simulation(
            SimDeployment deployment, int partition, Map<String, Conduct> conducts, boolean upset, Random random) {
        this.life = new PartitionLife(deployment, partition, conducts, random);
        this.upheaval = new Upheaval(deployment, life.truth(), partition, random);
        this.upset = upset;
        this.random = random;
    }

    /** The logs of one partition, and what must become of them. */
    public record Outcome(SimDeployment deployment, SimulatedLogs logs, Truth truth, Map<String, Conduct> conducts) {}

    /**
     * A partition with so many entries; up to f executors are faulty, in ways that the seed draws.
     */
    public static Outcome of(SimDeployment deployment, int partition, int entries, long seed) {
        Random random = new Random(seed);
        int faulty = random.nextInt(deployment.genesis().executorQuorum().faulty() + 1);
        return of(deployment, partition, entries, conducts(deployment, faulty, random), random.nextLong());
    }

    /**
     * Any number of faulty executors, and control entries of every kind: nothing is promised but equal replays. Only
     * the cursor's own assumption holds: no f + 1 executors claim to have handled what is not there.
     */
    public static Outcome upset(SimDeployment deployment, int partition, int entries, long seed) {
        Random random = new Random(seed);
        int faulty = random.nextInt(deployment.executors().size());
        Map<String, Conduct> conducts = conducts(deployment, faulty, random);
        conducts.replaceAll((name, conduct) -> conduct == Conduct.ABSURD_CLAIM ? Conduct.GARBAGE : conduct);
        return run(deployment, partition, entries, conducts, true, random.nextLong());
    }

    public static Outcome of(
            SimDeployment deployment, int partition, int entries, Map<String, Conduct> conducts, long seed) {
        return run(deployment, partition, entries, conducts, false, seed);
    }

    private static Outcome run(
            SimDeployment deployment,
            int partition,
            int entries,
            Map<String, Conduct> conducts,
            boolean upset,
            long seed) {
        Simulation simulation = new Simulation(deployment, partition, conducts, upset, new Random(seed));
        simulation.live(entries);
        simulation.drain();
        return new Outcome(deployment, simulation.life.logs(), simulation.life.truth(), conducts);
    }

    private static Map<String, Conduct> conducts(SimDeployment deployment, int faulty, Random random) {
        Conduct[] all = Conduct.values();
        Map<String, Conduct> conducts = new TreeMap<>();
        deployment.executors().forEach(name -> conducts.put(name, all[random.nextInt(3)]));
        Conduct shared = all[3 + random.nextInt(all.length - 3)];
        for (int i = 0; i < faulty; i++) {
            String name = deployment.executors().get(random.nextInt(conducts.size()));
            conducts.put(name, random.nextBoolean() ? shared : all[3 + random.nextInt(all.length - 3)]);
        }
        return conducts;
    }

    private void live(int entries) {
        while (life.logs().businessSize() <= entries) {
            if (random.nextInt(4) > 0) {
                life.answer();
            } else if (upset && random.nextInt(3) == 0) {
                life.rule(upheaval.next(life.logs().businessSize()));
            } else {
                life.write();
            }
        }
    }

    /** All honest ones finish, then time goes on until nothing can be pending. */
    private void drain() {
        for (int i = 0; i < MAX_DRAIN && !life.honestHaveHandledAll(); i++) {
            life.answerAll(5);
        }
        for (int i = 0; i < 8; i++) {
            life.answerAll(1_000);
        }
    }
}
