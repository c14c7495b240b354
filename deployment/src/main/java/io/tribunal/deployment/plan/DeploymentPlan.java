package io.tribunal.deployment.plan;

import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.deployment.implementation.Implementation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The roles of a new deployment and its rules. Begin with {@link #of}, then set what differs from the defaults.
 *
 * @param partitions number of partitions, if it is asked for; genesis fixes it for good
 * @param executors ascending by id
 * @param voters how many instances of the voter share the partitions
 * @param validators ascending by id; empty where only ROOT may change the rules
 * @param voterSettings settings of the voters in addition to those of every role
 * @param arrangement processes and nodes
 * @param rules the rules of voting
 * @param roots who must sign what ROOT orders
 * @param acceptTopics whether the topics on the brokers are taken as they are, though they are not those that were founded
 */
public record DeploymentPlan(
        String namespace,
        OptionalInt partitions,
        List<ExecutorSpec> executors,
        ClientId client,
        int voters,
        List<ValidatorId> validators,
        Map<String, String> voterSettings,
        Arrangement arrangement,
        Rules rules,
        RootOwners roots,
        boolean acceptTopics) {
    /** Owner of the ROOT key that provisioning makes, with which it signs genesis. */
    public static final String ROOT = "root";

    /**
     * One executor.
     *
     * @param variant name of its implementation, for people
     * @param fault that it shows on purpose, for demonstrations and tests
     */
    public record ExecutorSpec(ExecutorId id, String variant, Implementation implementation, Optional<String> fault) {
        /** A Java variant without settings of its own. */
        public ExecutorSpec(ExecutorId id, String variant, Optional<String> fault) {
            this(id, variant, new Implementation.Variant(variant, Map.of()), fault);
        }

        private ExecutorSpec withFaultEndingAfter(int seconds) {
            return new ExecutorSpec(id, variant, implementation, fault.map(given -> given + "/" + seconds + "s"));
        }
    }

    public DeploymentPlan {
        executors = List.copyOf(executors);
        validators = List.copyOf(validators);
        voterSettings = Map.copyOf(voterSettings);
    }

    /** One voter, no validators, default settings and rules, in processes of their own on three nodes. */
    public static DeploymentPlan of(String namespace, List<ExecutorSpec> executors, ClientId client) {
        return new DeploymentPlan(
                namespace,
                OptionalInt.empty(),
                executors,
                client,
                1,
                List.of(),
                Map.of(),
                Arrangement.replicatedProcesses(),
                Rules.USUAL,
                RootOwners.ALONE,
                false);
    }

    public DeploymentPlan withPartitions(int count) {
        return with(OptionalInt.of(count), executors, voters, validators, voterSettings, arrangement, rules);
    }

    public DeploymentPlan withVoters(int count) {
        return with(partitions, executors, count, validators, voterSettings, arrangement, rules);
    }

    /** The same plan with the validators {@code v1}, {@code v2}, ..., so many of them. */
    public DeploymentPlan withValidators(int count) {
        List<ValidatorId> ids = IntStream.rangeClosed(1, count)
                .mapToObj(number -> new ValidatorId("v" + number))
                .sorted()
                .toList();
        return with(partitions, executors, voters, ids, voterSettings, arrangement, rules);
    }

    public DeploymentPlan withVoterSettings(Map<String, String> settings) {
        return with(partitions, executors, voters, validators, settings, arrangement, rules);
    }

    public DeploymentPlan withRules(Rules other) {
        return with(partitions, executors, voters, validators, voterSettings, arrangement, other);
    }

    /** The same plan with other owners of ROOT keys. */
    public DeploymentPlan withRoots(RootOwners owners) {
        return with(owners, acceptTopics);
    }

    /** The same plan; its faults end so many seconds after the start. */
    public DeploymentPlan withFaultsEndingAfter(int seconds) {
        List<ExecutorSpec> healing = executors.stream()
                .map(executor -> executor.withFaultEndingAfter(seconds))
                .toList();
        return with(partitions, healing, voters, validators, voterSettings, arrangement, rules);
    }

    public DeploymentPlan withArrangement(Arrangement other) {
        return with(partitions, executors, voters, validators, voterSettings, other, rules);
    }

    /**
     * The same plan. If wished, topics that are missing, were made anew or have lost records are accepted, as after a restore
     * from a backup: missing ones are made anew and empty.
     */
    public DeploymentPlan withAcceptTopics(boolean accept) {
        return with(roots, accept);
    }

    private DeploymentPlan with(RootOwners owners, boolean accept) {
        return new DeploymentPlan(
                namespace,
                partitions,
                executors,
                client,
                voters,
                validators,
                voterSettings,
                arrangement,
                rules,
                owners,
                accept);
    }

    /** The same plan for parts that run for longer than a few minutes. */
    public DeploymentPlan longRunning() {
        return withArrangement(arrangement.longRunning());
    }

    private DeploymentPlan with(
            OptionalInt newPartitions,
            List<ExecutorSpec> newExecutors,
            int newVoters,
            List<ValidatorId> newValidators,
            Map<String, String> newSettings,
            Arrangement newArrangement,
            Rules newRules) {
        return new DeploymentPlan(
                namespace,
                newPartitions,
                newExecutors,
                client,
                newVoters,
                newValidators,
                newSettings,
                newArrangement,
                newRules,
                roots,
                acceptTopics);
    }
}
