package io.tribunal.lab.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tribunal.cli.AddedCommand;
import io.tribunal.cli.options.ArrangementOptions;
import io.tribunal.cli.options.DeploymentOptions;
import io.tribunal.cli.options.OutputFormat;
import io.tribunal.cli.options.OutputOption;
import io.tribunal.cli.options.SeedOption;
import io.tribunal.cli.options.ThisCommand;
import io.tribunal.cli.options.WorkingDirectory;
import io.tribunal.cli.options.WorkingDirectoryOption;
import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.process.UntilSignal;
import io.tribunal.lab.micro.MicroCommand;
import io.tribunal.lab.throughput.BenchExecutorsCommand;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.StreamsConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tribunal bench}: throughput and latency from send to verdict, beside a baseline that only moves the bytes. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        subcommands = {MicroCommand.class, BenchExecutorsCommand.class},
        description = {
            "Start a throw-away deployment, load it, and print throughput and latency from send to verdict",
            "beside a pass-through baseline on the same cluster. Takes ten minutes or more; wants a quiet machine."
        })
public final class BenchCommand implements AddedCommand {
    /** Which loads are run. */
    enum Mode {
        CLOSED,
        OPEN,
        BOTH
    }

    @Mixin
    private DeploymentOptions options = new DeploymentOptions();

    @Mixin
    private ArrangementOptions arrangement = new ArrangementOptions();

    @Option(names = "--mode", description = "closed, open or both (default: both).")
    private Mode mode = Mode.BOTH;

    @Option(names = "--concurrency", paramLabel = "N", description = "Closed loop: requests at once (default: 1024).")
    private int concurrency = 1_024;

    @Option(names = "--rate", paramLabel = "R", description = "Open loop: requests a second (default: 100).")
    private double rate = 100;

    @Option(names = "--warm-up", paramLabel = "SECONDS", description = "Before each measurement (default: 30).")
    private int warmUp = 30;

    @Option(names = "--duration", paramLabel = "SECONDS", description = "Of each measurement (default: 30).")
    private int duration = 30;

    @Option(
            names = "--guarantee",
            description = "The voter's: exactly_once_v2 or at_least_once (default: exactly_once_v2).")
    private String guarantee = StreamsConfig.EXACTLY_ONCE_V2;

    @Option(names = "--no-baseline", description = "Leave the baseline out.")
    private boolean noBaseline;

    @Mixin
    private SeedOption seeding = new SeedOption();

    @Mixin
    private WorkingDirectoryOption data = new WorkingDirectoryOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        BenchPlan plan = plan();
        try (WorkingDirectory directory = data.open("tribunal-bench-")) {
            return UntilSignal.call(() -> run(plan, directory.path())).code();
        }
    }

    private BenchPlan plan() {
        if (concurrency < 1 || rate <= 0 || warmUp < 0 || duration < 1) {
            throw new UserError(
                    ExitCode.USAGE, "--concurrency, --rate and --duration must be positive, --warm-up not negative");
        }
        List<Load> loads = switch (mode) {
            case CLOSED -> List.of(new Load.Closed(concurrency));
            case OPEN -> List.of(new Load.Open(rate));
            case BOTH -> List.of(new Load.Closed(concurrency), new Load.Open(rate));
        };
        return new BenchPlan(
                loads,
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(duration),
                guarantee,
                !noBaseline,
                seeding.seed());
    }

    private ExitCode run(BenchPlan plan, Path directory) throws InterruptedException, JsonProcessingException {
        PrintWriter err = spec.commandLine().getErr();
        DeploymentPlan deployment = options.plan(DeploymentOptions.USUAL_VALIDATORS)
                .withArrangement(arrangement.arrangement())
                .longRunning();
        try (DataDirectory kept = DataDirectory.open(directory)) {
            BenchResult result = new Benchmark(plan, deployment, ThisCommand.launcher(spec), err::println).run(kept);
            PrintWriter out = spec.commandLine().getOut();
            if (output.format() == OutputFormat.JSON) {
                new JsonReport(out).print(result);
            } else {
                new TextReport(out).print(result);
            }
            return result.isComplete() ? ExitCode.OK : ExitCode.INCOMPLETE;
        }
    }
}
