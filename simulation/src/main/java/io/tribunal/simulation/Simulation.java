package io.tribunal.simulation;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Simulates one partition from a seed: clients and executors write in random order, then every executor that can still answer does so. */
public final class Simulation {
    private static final int MAX_DRAIN = 2_000;

    private final PartitionSimulation simulated;
    private final ControlEntryGenerator controlEntries;
    private final boolean withControlEntries;
    private final Random random;

    private Simulation(
            SimDeployment deployment,
            int partition,
            Map<String, FaultMode> faults,
            boolean withControlEntries,
            Random random) {
        this.simulated = new PartitionSimulation(deployment, partition, faults, random);
        this.controlEntries = new ControlEntryGenerator(deployment, simulated.expected(), partition, random);
        this.withControlEntries = withControlEntries;
        this.random = random;
    }

    /** The logs of one partition and their expected outcomes. */
    public record Outcome(
            SimDeployment deployment, SimulatedLogs logs, ExpectedOutcomes expected, Map<String, FaultMode> faults) {}

    /**
     * A partition with this number of entries; up to f executors are faulty, in ways that the seed draws.
     */
    public static Outcome of(SimDeployment deployment, int partition, int entries, long seed) {
        Random random = new Random(seed);
        int faulty = random.nextInt(deployment.genesis().executorQuorum().faulty() + 1);
        return of(deployment, partition, entries, faults(deployment, faulty, random), random.nextLong());
    }

    /**
     * Any number of faulty executors, and control entries of every kind: the only guarantee is that replays are equal. The
     * cursor's assumption still holds: no f + 1 executors claim to have processed entries that do not exist.
     */
    public static Outcome withControlEntries(SimDeployment deployment, int partition, int entries, long seed) {
        Random random = new Random(seed);
        int faulty = random.nextInt(deployment.executors().size());
        Map<String, FaultMode> faults = faults(deployment, faulty, random);
        faults.replaceAll((name, fault) -> fault == FaultMode.ABSURD_CLAIM ? FaultMode.GARBAGE : fault);
        return run(deployment, partition, entries, faults, true, random.nextLong());
    }

    public static Outcome of(
            SimDeployment deployment, int partition, int entries, Map<String, FaultMode> faults, long seed) {
        return run(deployment, partition, entries, faults, false, seed);
    }

    private static Outcome run(
            SimDeployment deployment,
            int partition,
            int entries,
            Map<String, FaultMode> faults,
            boolean withControlEntries,
            long seed) {
        Simulation simulation = new Simulation(deployment, partition, faults, withControlEntries, new Random(seed));
        simulation.run(entries);
        simulation.drain();
        return new Outcome(deployment, simulation.simulated.logs(), simulation.simulated.expected(), faults);
    }

    private static Map<String, FaultMode> faults(SimDeployment deployment, int faulty, Random random) {
        FaultMode[] all = FaultMode.values();
        Map<String, FaultMode> faults = new TreeMap<>();
        deployment.executors().forEach(name -> faults.put(name, all[random.nextInt(3)]));
        FaultMode shared = all[3 + random.nextInt(all.length - 3)];
        for (int i = 0; i < faulty; i++) {
            String name = deployment.executors().get(random.nextInt(faults.size()));
            faults.put(name, random.nextBoolean() ? shared : all[3 + random.nextInt(all.length - 3)]);
        }
        return faults;
    }

    private void run(int entries) {
        while (simulated.logs().businessSize() <= entries) {
            if (random.nextInt(4) > 0) {
                simulated.answer();
            } else if (withControlEntries && random.nextInt(3) == 0) {
                simulated.appendControl(controlEntries.next(simulated.logs().businessSize()));
            } else {
                simulated.write();
            }
        }
    }

    /** Lets all honest executors finish, then lets time pass until nothing can be pending. */
    private void drain() {
        for (int i = 0; i < MAX_DRAIN && !simulated.honestHaveHandledAll(); i++) {
            simulated.answerAll(5);
        }
        for (int i = 0; i < 8; i++) {
            simulated.answerAll(1_000);
        }
    }
}
