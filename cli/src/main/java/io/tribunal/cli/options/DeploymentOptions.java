package io.tribunal.cli.options;

import io.tribunal.cli.input.BehaviourFile;
import io.tribunal.cli.input.PublicKeyFile;
import io.tribunal.core.behaviour.BehaviourModel;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.core.policy.Adjudication;
import io.tribunal.deployment.implementation.ImplementationCatalog;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.plan.RootOwners;
import io.tribunal.deployment.plan.Rules;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.topic.TopicCatalogue;
import io.tribunal.schemas.topic.TopicNames;
import io.tribunal.worker.fault.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which roles a new deployment has, and by which rules it votes. */
public final class DeploymentOptions {
    /** How many validators a deployment has by default. */
    public static final int USUAL_VALIDATORS = 3;

    private static final int MOST_PARTS = 100;

    @Option(
            names = "--executors",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Implementations of e1, e2, ...: java (the Java variants in turn), the name of a variant, or a"
                            + " directory of executor-workers (default: five in Java; a demo also takes other languages that"
                            + " are ready on this machine).")
    private List<String> executors = List.of();

    @Option(
            names = "--fault",
            paramLabel = "EXECUTOR=FAULT",
            description =
                    "Make an executor faulty: lie:0.3, lie:always, delay:100-500ms, silent, equivocate, wrong-state, crash.")
    private Map<String, String> faults = Map.of();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of the logs (default: as many as an existing deployment has, else "
                    + TopicCatalogue.DEFAULT_PARTITIONS + ").")
    private Optional<Integer> partitions = Optional.empty();

    @Option(
            names = "--voters",
            paramLabel = "N",
            description = "Voter processes, which share the partitions (default: 1).")
    private int voters = 1;

    @Option(
            names = "--validators",
            paramLabel = "M",
            description = "Validators v1, v2, ...: 2v + 1 of them tolerate v faulty ones; 0 for none (default: 3).")
    private Optional<Integer> validators = Optional.empty();

    @Option(names = "--namespace", paramLabel = "NAME", description = "Prefix of the topic names.")
    private String namespace = TopicNames.DEFAULT_NAMESPACE;

    @Option(
            names = "--adjudicator",
            paramLabel = "RULE",
            description =
                    "How the agreed output is chosen: exact-majority (default), unanimous, weighted, behaviour-state.")
    private String adjudicator = "exact-majority";

    @Option(
            names = "--behaviour",
            paramLabel = "FILE",
            description = "Behaviour model (YAML) that every executor's answers are checked against.")
    private Optional<Path> behaviour = Optional.empty();

    @Option(
            names = "--stateless",
            description = "For a service without state: executors vote on outputs only, not on state digests.")
    private boolean stateless;

    @Option(
            names = "--root-keys",
            paramLabel = "OWNER=FILE",
            split = ",",
            description =
                    "Further owners of ROOT keys, each with what 'tribunal keys show' prints of the owner's key; only for"
                            + " a new deployment. The key of the owner root is made in DIR/keys.")
    private Map<String, Path> rootKeys = Map.of();

    @Option(
            names = "--root-threshold",
            paramLabel = "K",
            description = "How many owners of ROOT keys must sign what only they can order (default: a majority).")
    private Optional<Integer> rootThreshold = Optional.empty();

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /**
     * The plan; without {@code --executors}, all executors are Java variants.
     *
     * @param usualValidators how many validators there are without {@code --validators}
     * @throws ParameterException if an option's value is wrong
     */
    public DeploymentPlan plan(int usualValidators) {
        return plan(usualValidators, ExecutorAssignment::javaOnly);
    }

    /**
     * The plan; without {@code --executors}, executors of other languages take part if they are ready on this machine.
     *
     * @param report takes one line for each language, ready or not
     */
    public DeploymentPlan planOfWhatIsReady(int usualValidators, Consumer<String> report) {
        require(!stateless, "the demo's service has state; use --stateless with up or provision");
        return plan(usualValidators, assignment -> assignment.readyLanguages(report));
    }

    private DeploymentPlan plan(int usualValidators, Function<ExecutorAssignment, List<String>> usual) {
        ExecutorAssignment assignment = new ExecutorAssignment(ImplementationCatalog.here());
        List<DeploymentPlan.ExecutorSpec> specs =
                assign(assignment, executors.isEmpty() ? usual.apply(assignment) : executors);
        requireNumbers();
        require(TribunalConfig.isNamespace(namespace), "--namespace must be " + TribunalConfig.NAMESPACE_GRAMMAR);
        DeploymentPlan plan = DeploymentPlan.of(namespace, specs, new ClientId("client"))
                .withVoters(voters)
                .withValidators(validatorCount(usualValidators))
                .withRules(rules())
                .withRoots(roots());
        return partitions.map(plan::withPartitions).orElse(plan);
    }

    private void requireNumbers() {
        int most = CatalogueOptions.MOST_PARTITIONS;
        require(
                partitions.orElse(1) >= 1 && partitions.orElse(1) <= most,
                "--partitions must be 1 to " + most + ", not " + partitions.orElse(1));
        require(voters >= 1 && voters <= MOST_PARTS, "--voters must be 1 to " + MOST_PARTS + ", not " + voters);
        require(executors.size() <= MOST_PARTS, "--executors names more than " + MOST_PARTS);
    }

    private int validatorCount(int usual) {
        int count = validators.orElse(usual);
        require(
                count == 0 || (count > 0 && count < MOST_PARTS && count % 2 == 1),
                "--validators must be odd and below " + MOST_PARTS + ", or 0, not " + count);
        return count;
    }

    private Rules rules() {
        Optional<BehaviourModel> model = behaviour.map(BehaviourFile::read);
        Adjudication rule = adjudication();
        require(
                rule != Adjudication.BEHAVIOUR_STATE || model.isPresent(),
                "--adjudicator behaviour-state needs --behaviour FILE");
        return new Rules(!stateless, rule, model);
    }

    private RootOwners roots() {
        List<RegisteredKey> others = rootKeys.entrySet().stream()
                .map(owner -> PublicKeyFile.read(owner.getValue(), Role.ROOT, owner.getKey()))
                .toList();
        try {
            return new RootOwners(others, rootThreshold.map(OptionalInt::of).orElse(OptionalInt.empty()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--root-keys, --root-threshold: " + e.getMessage(), e);
        }
    }

    private List<DeploymentPlan.ExecutorSpec> assign(ExecutorAssignment assignment, List<String> names) {
        try {
            faults.values().forEach(Fault::parse);
            return assignment.assign(names, faults);
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
        OptionValue.require(spec, condition, message);
    }
}
