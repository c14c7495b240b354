package io.tribunal.cli.options;

import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.implementation.ImplementationCatalog;
import io.tribunal.deployment.plan.Rules;
import io.tribunal.core.behaviour.BehaviourModel;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.policy.Adjudication;
import io.tribunal.schemas.topic.TopicNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Who runs in a deployment that {@code up} or {@code demo} starts. */
public final class DeploymentOptions {
    /** Validators of a deployment that is to stay. */
    public static final int USUAL_VALIDATORS = 3;

    @Option(
            names = "--executors",
            paramLabel = "NAME,...",
            split = ",",
            description = {
                "Implementations of e1, e2, ...: java (its variants in turn), a variant's name, or a directory of executor-workers",
                "(default: five in Java; for a demo whatever languages are ready here)."
            })
    private List<String> executors = List.of();

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

    @Option(
            names = "--validators",
            paramLabel = "M",
            description = "Validators v1, v2, ...: 2v + 1 of them so that v may lie, or 0 (default: 3; for a bench 0).")
    private Optional<Integer> validators = Optional.empty();

    @Option(names = "--namespace", paramLabel = "NAME", description = "Prefix of all topic names.")
    private String namespace = TopicNames.DEFAULT_NAMESPACE;

    @Option(
            names = "--adjudicator",
            paramLabel = "RULE",
            description = "How outputs become one: exact-majority (default), unanimous, weighted, behaviour-state.")
    private String adjudicator = "exact-majority";

    @Option(
            names = "--behaviour",
            paramLabel = "FILE",
            description = "Behaviour model (YAML) by which each executor is watched.")
    private Optional<Path> behaviour = Optional.empty();

    @Option(
            names = "--stateless",
            description = "For services without state: no state digests, only outputs are voted on.")
    private boolean stateless;

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /**
     * The plan, with Java executors where nobody says otherwise; a usage error says which name is unknown.
     *
     * @param usualValidators how many there are where nobody says
     */
    public DeploymentPlan plan(int usualValidators) {
        return plan(usualValidators, ExecutorAssignment::javaOnly);
    }

    /**
     * The plan, with whatever languages are ready here where nobody says otherwise.
     *
     * @param report told what is ready and what is missing, one line each
     */
    public DeploymentPlan planOfWhatIsReady(int usualValidators, Consumer<String> report) {
        require(!stateless, "the service of a demo has state; --stateless is for up and provision");
        return plan(usualValidators, seating -> seating.whateverIsReady(report));
    }

    private DeploymentPlan plan(int usualValidators, Function<ExecutorAssignment, List<String>> usual) {
        ExecutorAssignment seating = new ExecutorAssignment(ImplementationCatalog.here());
        List<DeploymentPlan.ExecutorSpec> seats = seats(seating, executors.isEmpty() ? usual.apply(seating) : executors);
        require(partitions.orElse(1) >= 1 && voters >= 1, "--partitions and --voters must be 1 or more");
        int bench = validators.orElse(usualValidators);
        require(bench == 0 || (bench > 0 && bench % 2 == 1), "--validators must be odd, or 0");
        Optional<BehaviourModel> model = behaviour.map(BehaviourFile::read);
        Adjudication rule = adjudication();
        require(
                rule != Adjudication.BEHAVIOUR_STATE || model.isPresent(),
                "--adjudicator behaviour-state needs --behaviour FILE");
        DeploymentPlan plan = DeploymentPlan.of(namespace, seats, new ClientId("client"))
                .withVoters(voters)
                .withValidators(bench)
                .withRules(new Rules(!stateless, rule, model));
        return partitions.map(plan::withPartitions).orElse(plan);
    }

    private List<DeploymentPlan.ExecutorSpec> seats(ExecutorAssignment seating, List<String> names) {
        try {
            return seating.seats(names, faults);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Adjudication adjudication() {
        Optional<Adjudication> rule = AdjudicationName.find(adjudicator);
        require(rule.isPresent(), "no adjudicator " + adjudicator + "; known are " + AdjudicationName.all());
        return rule.orElseThrow();
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
