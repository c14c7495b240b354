package io.tribunal.cli.options;

import io.tribunal.cli.deployment.DeploymentPlan;
import io.tribunal.cli.process.Lifetime;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.schemas.topic.TopicNames;
import io.tribunal.worker.ExecutorVariants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Who runs in a deployment that {@code up} or {@code demo} starts. */
public final class DeploymentOptions {
    private static final int DEFAULT_EXECUTORS = 5;

    @Option(
            names = "--executors",
            paramLabel = "VARIANT,...",
            split = ",",
            description = "Implementations of e1, e2, ... (default: five, all variants in turn).")
    private List<String> variants = List.of();

    @Option(
            names = "--fault",
            paramLabel = "EXECUTOR=FAULT",
            description =
                    "For demonstrations: lie:0.3, lie:always, delay:100-500ms, silent, equivocate, wrong-state, crash.")
    private Map<String, String> faults = Map.of();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of the logs (default: as founded there, else 6).")
    private Optional<Integer> partitions = Optional.empty();

    @Option(names = "--voters", paramLabel = "N", description = "Instances of the voter (default: 1).")
    private int voters = 1;

    @Option(names = "--namespace", paramLabel = "NAME", description = "Prefix of all topic names.")
    private String namespace = TopicNames.DEFAULT_NAMESPACE;

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** The plan; a usage error says which name is unknown. */
    public DeploymentPlan plan() {
        List<String> known = List.copyOf(ExecutorVariants.onClassPath().names());
        List<String> chosen = variants.isEmpty() ? inTurn(known) : variants;
        TreeMap<String, String> open = new TreeMap<>(faults);
        List<DeploymentPlan.Seat> seats = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            String id = "e" + (i + 1);
            require(known.contains(chosen.get(i)), "no executor variant " + chosen.get(i) + "; known are " + known);
            seats.add(new DeploymentPlan.Seat(new ExecutorId(id), chosen.get(i), Optional.ofNullable(open.remove(id))));
        }
        require(open.isEmpty(), "--fault names no executor of this deployment: " + open.keySet());
        require(partitions.orElse(1) >= 1 && voters >= 1, "--partitions and --voters must be 1 or more");
        seats.sort(java.util.Comparator.comparing(DeploymentPlan.Seat::id));
        return new DeploymentPlan(
                namespace,
                partitions.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                seats,
                new ClientId("client"),
                voters,
                Map.of(),
                Lifetime.SHORT);
    }

    private static List<String> inTurn(List<String> known) {
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < DEFAULT_EXECUTORS; i++) {
            chosen.add(known.get(i % known.size()));
        }
        return chosen;
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
