package io.tribunal.lab.throughput;

import io.tribunal.cli.options.DeploymentOptions;
import io.tribunal.cli.options.SeedOption;
import io.tribunal.cli.options.ThisCommand;
import io.tribunal.core.identity.Hash;
import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.cluster.EmbeddedCluster;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.plan.Arrangement;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.process.UntilSignal;
import io.tribunal.deployment.provisioning.ClusterFile;
import io.tribunal.deployment.provisioning.Provisioning;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.files.FileTree;
import io.tribunal.schemas.signing.SigningKey;
import io.tribunal.schemas.topic.TopicCatalogue;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tribunal bench executors}: the throughput of each executor alone. */
@Command(
        name = "executors",
        mixinStandardHelpOptions = true,
        description = {
            "Fill a log with batch-signed requests and let each of the executors process it alone, one after the other.",
            "Prints requests a second (over the second half; the first warms it up) beside the first one's, start-up and memory.",
            "Fails below --at-least."
        })
public final class BenchExecutorsCommand implements Callable<Integer> {
    private static final int USUAL_REQUESTS = 120_000;
    private static final String NO_REGISTRY = "";

    @Mixin
    private DeploymentOptions options = new DeploymentOptions();

    @Option(names = "--requests", paramLabel = "N", description = "Requests in the log (default: 120000).")
    private int requests = USUAL_REQUESTS;

    @Mixin
    private SeedOption seeding = new SeedOption();

    @Option(
            names = "--at-least",
            paramLabel = "R",
            description = "Requests a second that each must reach (default: 0, no limit).")
    private double atLeast;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (requests < 1) {
            throw new UserError(ExitCode.USAGE, "--requests must be 1 or more");
        }
        DeploymentPlan plan = options.plan(0);
        Path directory = Files.createTempDirectory("tribunal-bench-");
        try {
            List<ThroughputFigures> figures = UntilSignal.call(() -> measure(plan, directory));
            return figures.stream().allMatch(one -> one.perSecond() >= atLeast)
                    ? ExitCode.OK.code()
                    : ExitCode.VERIFICATION_FAILED.code();
        } finally {
            FileTree.delete(directory);
        }
    }

    private List<ThroughputFigures> measure(DeploymentPlan plan, Path directory) throws InterruptedException {
        try (DataDirectory data = DataDirectory.open(directory);
                EmbeddedCluster cluster =
                        EmbeddedCluster.start(data, Arrangement.oneProcess().longRunning())) {
            ClusterFile file = new Provisioning(data, plan, cluster.layout().replicas())
                    .provisionWithRoleFiles(cluster.bootstrapServers(), NO_REGISTRY);
            ClientSettings settings = new ClientSettings(file.config());
            TopicCatalogue topics = new TopicCatalogue(file.namespace(), file.partitions());
            SigningKey key = SigningKey.fromPem(data.keys().of(plan.client().value()));
            new RequestBacklog(settings, topics, Hash.hex(file.deployment()), plan.client(), key)
                    .write(requests, seeding.seed());
            ThroughputRun run = new ThroughputRun(data, settings, topics, requests, ThisCommand.launcher(spec));
            List<ThroughputFigures> figures = new ArrayList<>();
            PrintWriter out = spec.commandLine().getOut();
            out.printf("%-12s %14s %8s %12s %10s%n", "executor", "requests/s", "ratio", "start-up ms", "memory MB");
            for (DeploymentPlan.ExecutorSpec executor : plan.executors()) {
                figures.add(run.run(executor));
                print(out, figures);
            }
            return figures;
        }
    }

    private static void print(PrintWriter out, List<ThroughputFigures> figures) {
        ThroughputFigures one = figures.getLast();
        out.printf(
                Locale.ROOT,
                "%-12s %14.0f %8.2f %12d %10d%n",
                one.name(),
                one.perSecond(),
                one.perSecond() / figures.getFirst().perSecond(),
                one.startUpMs(),
                one.megabytes());
        out.flush();
    }
}
