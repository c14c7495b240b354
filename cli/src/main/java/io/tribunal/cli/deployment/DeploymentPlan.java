package io.tribunal.cli.deployment;

import io.tribunal.cli.process.Lifetime;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Who is to run in a new deployment.
 *
 * @param partitions P, where it is asked for; genesis fixes it for good
 * @param executors ascending by id; a fault is given on the command line, for demonstrations only
 * @param voters how many instances of the voter share the partitions
 * @param voterSettings settings of the voters besides what every role is told
 * @param lifetime of all its processes
 */
public record DeploymentPlan(
        String namespace,
        OptionalInt partitions,
        List<Seat> executors,
        ClientId client,
        int voters,
        Map<String, String> voterSettings,
        Lifetime lifetime) {
    /** Owner of the one root key of a deployment that {@code up} founds. */
    public static final String ROOT = "root";

    /** One executor, its implementation and the fault it is told to show. */
    public record Seat(ExecutorId id, String variant, Optional<String> fault) {}

    public DeploymentPlan {
        executors = List.copyOf(executors);
        voterSettings = Map.copyOf(voterSettings);
    }

    /** A plan of so many partitions for a short while, whose voters have the usual settings. */
    public DeploymentPlan(String namespace, int partitions, List<Seat> executors, ClientId client, int voters) {
        this(namespace, OptionalInt.of(partitions), executors, client, voters, Map.of(), Lifetime.SHORT);
    }

    public DeploymentPlan withVoterSettings(Map<String, String> settings) {
        return new DeploymentPlan(namespace, partitions, executors, client, voters, settings, lifetime);
    }

    /** The same plan for processes that stay. */
    public DeploymentPlan thatStays() {
        return new DeploymentPlan(namespace, partitions, executors, client, voters, voterSettings, Lifetime.LONG);
    }
}
