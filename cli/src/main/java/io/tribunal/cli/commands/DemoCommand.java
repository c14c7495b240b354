package io.tribunal.cli.commands;

import io.tribunal.cli.demo.DemoDeployment;
import io.tribunal.cli.demo.DemoRequests;
import io.tribunal.cli.demo.DemoRun;
import io.tribunal.cli.demo.DemoSummary;
import io.tribunal.cli.demo.DemoSummaryText;
import io.tribunal.cli.demo.Progress;
import io.tribunal.cli.input.RequestFile;
import io.tribunal.cli.options.ArrangementOptions;
import io.tribunal.cli.options.DeploymentOptions;
import io.tribunal.cli.options.OptionValue;
import io.tribunal.cli.options.OutputOption;
import io.tribunal.cli.options.SeedOption;
import io.tribunal.cli.options.ThisCommand;
import io.tribunal.cli.options.WorkingDirectory;
import io.tribunal.cli.options.WorkingDirectoryOption;
import io.tribunal.cli.output.JsonLines;
import io.tribunal.deployment.Deployment;
import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.process.UntilSignal;
import io.tribunal.deployment.provisioning.ClusterFile;
import io.tribunal.deployment.role.Roles;
import io.tribunal.kafka.config.TribunalConfig;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a whole deployment and a load, then checks the run. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Run a cluster, executors, a voter and a signed load on this machine, then check the run from the logs.",
            "Exit code 0 only if every request got exactly one final verdict and the states agree."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final Duration START_PATIENCE = Duration.ofMinutes(1);
    private static final String INTERRUPTED = "interrupted";

    @Option(names = "--requests", paramLabel = "N", description = "Requests to generate (default: 1000).")
    private int count = 1_000;

    @Option(names = "--rate", paramLabel = "R", description = "Requests a second, 0 for no limit (default: 100).")
    private double rate = 100;

    @Mixin
    private SeedOption seeding = new SeedOption();

    @Option(
            names = "--file",
            paramLabel = "F",
            description = "Send the requests of this file instead of generated ones.")
    private Optional<String> file = Optional.empty();

    @Mixin
    private WorkingDirectoryOption directory = new WorkingDirectoryOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(
            names = "--heal-after",
            paramLabel = "SECONDS",
            description = "End the faults this long after the start, and send requests until all are readmitted.")
    private Optional<Integer> healAfter = Optional.empty();

    @Mixin
    private DeploymentOptions options = new DeploymentOptions();

    @Mixin
    private ArrangementOptions arrangement = new ArrangementOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        requireOptions();
        Roles.requireKnown(System.getenv());
        DeploymentPlan plan = plan();
        DemoRequests requests = requests();
        return UntilSignal.call(() -> {
            try (WorkingDirectory place = directory.open("tribunal-demo-")) {
                return run(plan, requests, place);
            }
        });
    }

    private int run(DeploymentPlan plan, DemoRequests requests, WorkingDirectory place) throws Exception {
        try (DataDirectory data = DataDirectory.open(place.path());
                Deployment deployment = Deployment.start(data, plan, ThisCommand.launcher(spec), this::tell)) {
            DemoDeployment running = running(data, plan, deployment.address(), place.isTemporary());
            return report(plan, summary(deployment, running, requests)).code();
        } catch (UserError failure) {
            if (!INTERRUPTED.equals(failure.getMessage())) {
                place.keep();
                tell("the data and the logs are kept in " + place.path());
            }
            throw failure;
        }
    }

    /** Ends early when no request can be decided any more. */
    private DemoSummary summary(Deployment deployment, DemoDeployment running, DemoRequests requests) throws Exception {
        Thread runs = Thread.currentThread();
        var unused = deployment.loss().thenAccept(cause -> runs.interrupt());
        try {
            tellReadiness(deployment.awaitReady(START_PATIENCE));
            return new DemoRun(running, requests, rate, new Progress(err(), isTerminal())).run(healAfter.isPresent());
        } catch (InterruptedException | InterruptException e) {
            throw new UserError(ExitCode.INCOMPLETE, deployment.loss().getNow(INTERRUPTED));
        }
    }

    private void tellReadiness(Set<String> missing) {
        tell(missing.isEmpty() ? "all are ready" : "not ready: " + missing);
    }

    private void requireOptions() {
        OptionValue.requireAtLeast(spec, "--requests", 1, count);
        OptionValue.requireAtLeast(spec, "--rate", 0, rate);
        healAfter.ifPresent(seconds -> OptionValue.requireAtLeast(spec, "--heal-after", 1, seconds));
        OptionValue.require(
                spec, healAfter.isEmpty() || file.isEmpty(), "--heal-after and --file cannot be used together");
    }

    private DeploymentPlan plan() {
        DeploymentPlan plan = options.planOfWhatIsReady(DeploymentOptions.USUAL_VALIDATORS, this::tell)
                .withArrangement(arrangement.arrangement());
        return healAfter.map(plan::withFaultsEndingAfter).orElse(plan);
    }

    private DemoRequests requests() {
        return file.map(name ->
                        DemoRequests.given(RequestFile.read(name, System.in).requests(), seeding.seed()))
                .orElseGet(() -> DemoRequests.generated(count, seeding.seed()));
    }

    private static DemoDeployment running(DataDirectory data, DeploymentPlan plan, ClusterFile cluster, boolean fresh) {
        TribunalConfig config = cluster.config();
        return new DemoDeployment(
                plan, config, cluster.partitions(), data.keys(), data.root().resolve("client"), fresh);
    }

    private ExitCode report(DeploymentPlan plan, DemoSummary summary) {
        PrintWriter out = spec.commandLine().getOut();
        switch (output.format()) {
            case JSON -> new JsonLines(out).print(summary);
            case TEXT -> new DemoSummaryText(out, plan).print(summary);
        }
        if (!summary.contradictions().isEmpty()) {
            return ExitCode.VERIFICATION_FAILED;
        }
        return summary.incomplete().isEmpty() ? ExitCode.OK : ExitCode.INCOMPLETE;
    }

    /** The launcher sets this, since Java cannot see whether standard error is a terminal. */
    private static boolean isTerminal() {
        return Boolean.getBoolean("tribunal.terminal");
    }

    private void tell(String line) {
        err().println(line);
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
