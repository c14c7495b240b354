package io.tribunal.cli.deployment;

import io.tribunal.core.behaviour.BehaviourModel;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.policy.Adjudication;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is to run in a new deployment.
 *
 * @param executors ascending by id; a fault is given on the command line, for demonstrations only
 * @param voters how many instances of the voter share the partitions
 * @param voterSettings settings of the voters besides what every role is told
 * @param adjudication how the outputs of a ballot become one
 * @param behaviour how an executor's answers may follow each other, if that is to be watched
 */
public record DeploymentPlan(
        String namespace,
        int partitions,
        List<Seat> executors,
        ClientId client,
        int voters,
        Map<String, String> voterSettings,
        Adjudication adjudication,
        Optional<BehaviourModel> behaviour) {
    /** Owner of the one root key of a deployment that {@code up} founds. */
    public static final String ROOT = "root";

    /** One executor, its implementation and the fault it is told to show. */
    public record Seat(ExecutorId id, String variant, Optional<String> fault) {}

    public DeploymentPlan {
        executors = List.copyOf(executors);
        voterSettings = Map.copyOf(voterSettings);
    }

    /** A plan whose voters have the usual settings, and decide by exact majority. */
    public DeploymentPlan(String namespace, int partitions, List<Seat> executors, ClientId client, int voters) {
        this(namespace, partitions, executors, client, voters, Map.of(), Adjudication.EXACT_MAJORITY, Optional.empty());
    }

    public DeploymentPlan withVoterSettings(Map<String, String> settings) {
        return new DeploymentPlan(namespace, partitions, executors, client, voters, settings, adjudication, behaviour);
    }

    public DeploymentPlan adjudicatedBy(Adjudication rule, Optional<BehaviourModel> model) {
        return new DeploymentPlan(namespace, partitions, executors, client, voters, voterSettings, rule, model);
    }
}
