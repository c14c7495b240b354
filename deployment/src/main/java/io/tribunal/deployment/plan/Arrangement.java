package io.tribunal.deployment.plan;

import io.tribunal.deployment.process.Lifetime;
import java.util.OptionalInt;

/**
 * How a deployment is spread over processes and Kafka nodes.
 *
 * @param nodes Kafka nodes, if asked for: 1, or 3 that hold three copies of everything; otherwise as many as the data directory
 *     has, or {@link #USUAL_NODES} in a new one
 * @param lifetime of its processes
 */
public record Arrangement(Placement placement, OptionalInt nodes, Lifetime lifetime) {
    /** Three nodes on one disk protect against the crash of a node, not against the loss of the disk. */
    public static final int USUAL_NODES = 1;

    /** The copies of each record that a replicated cluster keeps. */
    public static final int REPLICAS = 3;

    /** One process, and one node in a new directory, for a short while. */
    public static Arrangement oneProcess() {
        return new Arrangement(Placement.ONE_PROCESS, OptionalInt.empty(), Lifetime.SHORT);
    }

    /** A process for each part, and three nodes, for a short while. */
    public static Arrangement replicatedProcesses() {
        return new Arrangement(Placement.PROCESSES, OptionalInt.of(REPLICAS), Lifetime.SHORT);
    }

    /** The same for parts that run for longer than a few minutes. */
    public Arrangement longRunning() {
        return new Arrangement(placement, nodes, Lifetime.LONG);
    }
}
