package io.tribunal.simulation;

import io.tribunal.core.identity.Hash;
import java.security.MessageDigest;

/** Prints the SHA-256 over all verdict bytes of a seed's partitions, for comparison between platforms. */
public final class ReplayDigest {
    private static final int PARTITIONS = 3;
    private static final int ENTRIES = 40;

    private ReplayDigest() {}

    /** Takes the seed as its one argument. */
    public static void main(String[] args) {
        if (args.length != 1) {
            System.err.println("usage: ReplayDigest SEED");
            System.exit(2);
        }
        System.out.println(of(Long.parseLong(args[0])).toHex());
    }

    /** Simulates and votes the seed's partitions one after the other. */
    public static Hash of(long seed) {
        SimDeployment deployment = SimDeployment.of(5, 3, PARTITIONS, new SimPolicy().checkpointInterval(7));
        MessageDigest digest = Hash.newDigest();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            Simulation.Outcome outcome = Simulation.of(deployment, partition, ENTRIES, seed + partition);
            new PartitionRun(deployment, outcome.logs())
                    .toEnd()
                    .verdicts()
                    .forEach(verdict -> digest.update(verdict.body().array()));
        }
        return Hash.wrap(digest.digest());
    }
}
