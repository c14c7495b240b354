package io.tribunal.deployment.plan;

import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.deployment.implementation.Implementation;
import io.tribunal.deployment.process.Lifetime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Who is to run in a new deployment.
 *
 * @param partitions P, where it is asked for; genesis fixes it for good
 * @param executors ascending by id; a fault is given on the command line, for demonstrations only
 * @param voters how many instances of the voter share the partitions
 * @param validators ascending by id; none where only ROOT is to decide about the rules
 * @param voterSettings settings of the voters besides what every role is told
 * @param lifetime of all its processes
 * @param rules by which it is to vote
 */
public record DeploymentPlan(
        String namespace,
        OptionalInt partitions,
        List<ExecutorSpec> executors,
        ClientId client,
        int voters,
        List<ValidatorId> validators,
        Map<String, String> voterSettings,
        Lifetime lifetime,
        Rules rules) {
    /** Owner of the one root key of a deployment that {@code up} founds. */
    public static final String ROOT = "root";

    /**
     * One executor.
     *
     * @param variant name of its implementation, for people
     * @param fault that it is told to show
     */
    public record ExecutorSpec(ExecutorId id, String variant, Implementation implementation, Optional<String> fault) {
        /** A Java variant without settings of its own. */
        public ExecutorSpec(ExecutorId id, String variant, Optional<String> fault) {
            this(id, variant, new Implementation.Variant(variant, Map.of()), fault);
        }

        private ExecutorSpec healingAfter(int seconds) {
            return new ExecutorSpec(id, variant, implementation, fault.map(given -> given + "/" + seconds + "s"));
        }
    }

    public DeploymentPlan {
        executors = List.copyOf(executors);
        validators = List.copyOf(validators);
        voterSettings = Map.copyOf(voterSettings);
    }

    /** A plan of so many partitions for a short while, without validators, whose voters have the usual settings and decide by exact majority. */
    public DeploymentPlan(String namespace, int partitions, List<ExecutorSpec> executors, ClientId client, int voters) {
        this(namespace, OptionalInt.of(partitions), executors, client, voters);
    }

    /** The same of as many partitions as genesis has fixed, where it has. */
    public DeploymentPlan(String namespace, OptionalInt partitions, List<ExecutorSpec> executors, ClientId client, int voters) {
        this(namespace, partitions, executors, client, voters, List.of(), Map.of(), Lifetime.SHORT, Rules.USUAL);
    }

    public DeploymentPlan withVoterSettings(Map<String, String> settings) {
        return with(executors, validators, settings, lifetime, rules);
    }

    /** The same plan with the validators {@code v1}, {@code v2}, ..., so many of them. */
    public DeploymentPlan withValidators(int count) {
        List<ValidatorId> ids = IntStream.rangeClosed(1, count)
                .mapToObj(number -> new ValidatorId("v" + number))
                .sorted()
                .toList();
        return with(executors, ids, voterSettings, lifetime, rules);
    }

    /** The same plan, its faults ending so many seconds after the start. */
    public DeploymentPlan healingAfter(int seconds) {
        List<ExecutorSpec> healing =
                executors.stream().map(seat -> seat.healingAfter(seconds)).toList();
        return with(healing, validators, voterSettings, lifetime, rules);
    }

    /** The same plan for processes that stay. */
    public DeploymentPlan thatStays() {
        return with(executors, validators, voterSettings, Lifetime.LONG, rules);
    }

    public DeploymentPlan ruledBy(Rules other) {
        return with(executors, validators, voterSettings, lifetime, other);
    }

    private DeploymentPlan with(
            List<ExecutorSpec> seats, List<ValidatorId> bench, Map<String, String> settings, Lifetime stay, Rules other) {
        return new DeploymentPlan(namespace, partitions, seats, client, voters, bench, settings, stay, other);
    }
}
