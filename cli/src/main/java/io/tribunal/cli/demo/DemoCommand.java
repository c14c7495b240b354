package io.tribunal.cli.demo;

import io.tribunal.cli.ExitCode;
import io.tribunal.cli.UserError;
import io.tribunal.cli.client.OutputFormat;
import io.tribunal.cli.client.RequestFile;
import io.tribunal.cli.cluster.DataDirectory;
import io.tribunal.cli.deployment.ClusterFile;
import io.tribunal.cli.deployment.Deployment;
import io.tribunal.cli.deployment.DeploymentPlan;
import io.tribunal.cli.load.LedgerCall;
import io.tribunal.cli.load.LoadGenerator;
import io.tribunal.cli.load.LoadProfile;
import io.tribunal.cli.options.DeploymentOptions;
import io.tribunal.cli.output.JsonLines;
import io.tribunal.cli.process.UntilSignal;
import io.tribunal.ingest.ClientConfig;
import io.tribunal.ingest.NewRequest;
import io.tribunal.ingest.TribunalClient;
import io.tribunal.ingest.journal.SequenceJournal;
import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.signing.SigningKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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

    @Mixin
    private DeploymentOptions options = new DeploymentOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (count < 1 || rate < 0) {
            throw new UserError(ExitCode.USAGE, "--requests must be 1 or more, --rate not negative");
        }
        DeploymentPlan plan = options.plan(0);
        List<LedgerCall> calls = file.isPresent() ? List.of() : generated();
        List<NewRequest> requests = file.map(
                        name -> RequestFile.read(name, System.in).requests())
                .orElseGet(() -> calls.stream().map(LedgerCall::request).toList());
        return UntilSignal.call(() -> {
            try (DemoDirectory place = DemoDirectory.of(directory);
                    DataDirectory data = DataDirectory.open(place.path());
                    Deployment deployment = Deployment.start(data, plan, this::tell)) {
                boolean fresh = place.isThrownAway();
                return run(data, plan, deployment.address(), requests, fresh ? calls : List.of())
                        .code();
            } catch (InterruptedException e) {
                throw new UserError(ExitCode.INCOMPLETE, "interrupted");
            }
        });
    }

    private List<LedgerCall> generated() {
        LoadGenerator generator = new LoadGenerator(LoadProfile.usual(seed));
        return Stream.generate(generator::next).limit(count).toList();
    }

    private ExitCode run(
            DataDirectory data,
            DeploymentPlan plan,
            ClusterFile address,
            List<NewRequest> requests,
            List<LedgerCall> calls)
            throws Exception {
        TribunalConfig config = TribunalConfig.of(new ConfigSources()
                .flag(TribunalConfig.BOOTSTRAP_SERVERS, address.bootstrapServers())
                .flag(TribunalConfig.NAMESPACE, address.namespace())
                .flag(TribunalConfig.DEPLOYMENT, address.deployment())
                .resolve(TribunalConfig.definition()));
        Demonstration demonstration = new Demonstration(config, plan, address.partitions());
        Set<String> missing = demonstration.awaitReady();
        tell(missing.isEmpty() ? "all are ready, sending " + requests.size() + " requests" : "not ready: " + missing);
        SigningKey signer = SigningKey.fromPem(data.keys().resolve(plan.client().value() + ".pem"));
        Score score = new Score();
        DemoLoad load = new DemoLoad(requests, rate, score);
        try (SequenceJournal sequences = SequenceJournal.open(data.root().resolve("client"), signer.keyId());
                TribunalClient client =
                        TribunalClient.open(ClientConfig.of(config, plan.client(), signer, sequences))) {
            double seconds = Progress.during(() -> load.run(client), err(), score, requests.size(), isTerminal());
            tell("waiting until all ballots are closed, then reading the logs again");
            demonstration.awaitClosedBallots(client);
            return report(plan, demonstration.judge(requests.size(), seconds, score, load.positions(), calls));
        }
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
