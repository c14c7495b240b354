package io.tribunal.cli.commands;

import io.tribunal.cli.demo.SummaryText;
import io.tribunal.cli.demo.OutcomeCounts;
import io.tribunal.cli.demo.Progress;
import io.tribunal.cli.demo.DemoRun;
import io.tribunal.cli.demo.DemoSummary;
import io.tribunal.cli.demo.DemoRequests;
import io.tribunal.cli.demo.DemoLoad;
import io.tribunal.cli.demo.DemoDirectory;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.cli.options.OutputFormat;
import io.tribunal.cli.options.RequestFile;
import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.provisioning.ClusterFile;
import io.tribunal.deployment.Deployment;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.cli.options.DeploymentOptions;
import io.tribunal.cli.options.ThisCommand;
import io.tribunal.cli.output.JsonLines;
import io.tribunal.deployment.process.UntilSignal;
import io.tribunal.ingest.ClientConfig;
import io.tribunal.ingest.TribunalClient;
import io.tribunal.ingest.journal.SequenceJournal;
import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.signing.SigningKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** All of Tribunal in one go, on this machine. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Run a cluster, executors, a voter and a signed load, then judge the run from the logs.",
            "Exit code 0 only if every request got exactly one final verdict and the states agree."
        })
public final class DemoCommand implements Callable<Integer> {
    /** A dozen cold processes on few cores may take a while to come to their first verdicts. */
    private static final Duration OUTCOME_PATIENCE = Duration.ofMinutes(3);

    private static final Duration RECOVERY_PATIENCE = Duration.ofMinutes(3);
    private static final int REQUESTS_BETWEEN_LOOKS = 200;

    @Option(names = "--requests", paramLabel = "N", description = "Requests to generate (default: 1000).")
    private int count = 1_000;

    @Option(names = "--rate", paramLabel = "R", description = "Requests a second, 0 for no limit (default: 100).")
    private double rate = 100;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the generated requests (default: 1).")
    private long seed = 1;

    @Option(names = "--file", paramLabel = "F", description = "Send these requests and generate none.")
    private Optional<String> file = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "Keep everything here (default: thrown away).")
    private Optional<Path> directory = Optional.empty();

    @Option(names = "--output", description = "text or json (default: text).")
    private OutputFormat output = OutputFormat.TEXT;

    @Option(
            names = "--heal-after",
            paramLabel = "SECONDS",
            description = "The faults end so long after the start; the load goes on until all are readmitted.")
    private Optional<Integer> healAfter = Optional.empty();

    @Mixin
    private DeploymentOptions options = new DeploymentOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (count < 1 || rate < 0) {
            throw new UserError(ExitCode.USAGE, "--requests must be 1 or more, --rate not negative");
        }
        if (healAfter.isPresent() && (file.isPresent() || healAfter.get() < 1)) {
            throw new UserError(ExitCode.USAGE, "--heal-after needs 1 second or more, and a generated load");
        }
        DeploymentPlan plan = options.planOfWhatIsReady(DeploymentOptions.USUAL_VALIDATORS, this::tell);
        if (healAfter.isPresent()) {
            plan = plan.withFaultsEndingAfter(healAfter.get());
        }
        DemoRequests requests = file.map(name ->
                        DemoRequests.given(RequestFile.read(name, System.in).requests(), seed))
                .orElseGet(() -> DemoRequests.generated(count, seed));
        DeploymentPlan chosen = plan;
        return UntilSignal.call(() -> {
            try (DemoDirectory place = DemoDirectory.of(directory);
                    DataDirectory data = DataDirectory.open(place.path());
                    Deployment deployment = Deployment.start(data, chosen, ThisCommand.launcher(spec), this::tell)) {
                return run(data, chosen, deployment.address(), requests, place.isThrownAway())
                        .code();
            } catch (InterruptedException e) {
                throw new UserError(ExitCode.INCOMPLETE, "interrupted");
            }
        });
    }

    private ExitCode run(
            DataDirectory data, DeploymentPlan plan, ClusterFile address, DemoRequests requests, boolean fresh)
            throws Exception {
        TribunalConfig config = TribunalConfig.of(new ConfigSources()
                .flag(TribunalConfig.BOOTSTRAP_SERVERS, address.bootstrapServers())
                .flag(TribunalConfig.NAMESPACE, address.namespace())
                .flag(TribunalConfig.DEPLOYMENT, address.deployment())
                .resolve(TribunalConfig.definition()));
        DemoRun demonstration = new DemoRun(config, plan, address.partitions());
        Set<String> missing = demonstration.awaitReady();
        int first = requests.first().size();
        tell(missing.isEmpty() ? "all are ready, sending " + first + " requests" : "not ready: " + missing);
        SigningKey signer = SigningKey.fromPem(data.keys().resolve(plan.client().value() + ".pem"));
        OutcomeCounts score = new OutcomeCounts();
        DemoLoad load = new DemoLoad(rate, score);
        try (SequenceJournal sequences = SequenceJournal.open(data.root().resolve("client"), signer.keyId());
                TribunalClient client = TribunalClient.open(ClientConfig.of(config, plan.client(), signer, sequences)
                        .withTimeout(OUTCOME_PATIENCE))) {
            double seconds =
                    Progress.during(() -> load.run(client, requests.first()), err(), score, first, isTerminal());
            if (healAfter.isPresent()) {
                tell("going on until nobody is isolated, on probation or down any more");
                seconds += goOn(demonstration, load, client, requests);
            }
            tell("waiting until all ballots are closed, then reading the logs again");
            demonstration.awaitClosedBallots(client);
            int sent = Math.max(first, requests.calls().size());
            return report(
                    plan,
                    demonstration.judge(sent, seconds, score, load.positions(), fresh ? requests.calls() : List.of()));
        }
    }

    /** The load goes on, so that whoever is watched has something to prove itself by. */
    private static double goOn(DemoRun demonstration, DemoLoad load, TribunalClient client, DemoRequests requests)
            throws InterruptedException {
        long begin = System.nanoTime();
        double seconds = 0;
        while (!demonstration.areAllActive() && System.nanoTime() - begin < RECOVERY_PATIENCE.toNanos()) {
            seconds += load.run(client, requests.more(REQUESTS_BETWEEN_LOOKS));
        }
        return seconds;
    }

    private ExitCode report(DeploymentPlan plan, DemoSummary summary) {
        PrintWriter out = spec.commandLine().getOut();
        switch (output) {
            case JSON -> new JsonLines(out).print(summary);
            case TEXT -> new SummaryText(out, plan).print(summary);
        }
        if (!summary.contradictions().isEmpty()) {
            return ExitCode.VERIFICATION_FAILED;
        }
        return summary.incomplete().isEmpty() ? ExitCode.OK : ExitCode.INCOMPLETE;
    }

    /** The launcher looks; Java cannot tell whether standard error is a terminal. */
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
