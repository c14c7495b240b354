package io.tribunal.deployment;

import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.process.Part;
import io.tribunal.deployment.provisioning.RoleFiles;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What of a deployment must run so that requests are decided: a majority of the Kafka nodes, one voter, and as many executors as
 * agree.
 *
 * @param executors names
 * @param voters names
 */
record Quorum(Set<String> executors, Set<String> voters) {
    static Quorum of(DeploymentPlan plan) {
        return new Quorum(
                plan.executors().stream().map(executor -> executor.id().value()).collect(Collectors.toSet()),
                IntStream.rangeClosed(1, plan.voters())
                        .mapToObj(RoleFiles::voterName)
                        .collect(Collectors.toSet()));
    }

    /**
     * Why no request can be decided any more; empty while requests can be.
     *
     * @param roles all roles as they are now
     */
    Optional<String> loss(List<Part> nodes, List<Part> roles) {
        if (ended(nodes).size() > (nodes.size() - 1) / 2) {
            return Optional.of(words("of the Kafka nodes", ended(nodes)));
        }
        List<Part> votes = of(roles, voters);
        if (ended(votes).size() == votes.size()) {
            return Optional.of(words("of the voters", ended(votes)));
        }
        List<Part> answers = of(roles, executors);
        int alive = answers.size() - ended(answers).size();
        return alive < QuorumSpec.majority(answers.size(), 1)
                ? Optional.of(words("of the executors", ended(answers)))
                : Optional.empty();
    }

    private static List<Part> of(List<Part> roles, Set<String> names) {
        return roles.stream().filter(role -> names.contains(role.name())).toList();
    }

    private static List<Part> ended(List<Part> parts) {
        return parts.stream().filter(part -> !part.isAlive()).toList();
    }

    private static String words(String whole, List<Part> ended) {
        return "no request can be decided any more: " + whole + " "
                + ended.stream()
                        .map(part -> part.name() + " ended " + part.ending() + " (" + part.log() + ")")
                        .collect(Collectors.joining(", "));
    }
}
