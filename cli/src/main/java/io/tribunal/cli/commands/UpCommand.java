package io.tribunal.cli.commands;

import io.tribunal.cli.options.ArrangementOptions;
import io.tribunal.cli.options.DeploymentOptions;
import io.tribunal.cli.options.ThisCommand;
import io.tribunal.deployment.Deployment;
import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.process.UntilSignal;
import io.tribunal.deployment.provisioning.ClusterFile;
import io.tribunal.deployment.role.Roles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a whole deployment in a data directory until Ctrl-C. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Run a whole deployment on this machine until Ctrl-C; the data stays.")
public final class UpCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Directory that keeps the data.")
    private Path directory = Path.of("");

    @Option(names = "--accept-topics", description = ProvisionCommand.ACCEPT_TOPICS)
    private boolean acceptTopics;

    @Mixin
    private DeploymentOptions options = new DeploymentOptions();

    @Mixin
    private ArrangementOptions arrangement = new ArrangementOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Roles.requireKnown(System.getenv());
        DeploymentPlan plan = options.plan(DeploymentOptions.USUAL_VALIDATORS)
                .withArrangement(arrangement.arrangement())
                .withAcceptTopics(acceptTopics)
                .longRunning();
        return UntilSignal.call(() -> {
            PrintWriter err = spec.commandLine().getErr();
            try (DataDirectory data = DataDirectory.open(directory);
                    Deployment deployment = Deployment.start(data, plan, ThisCommand.launcher(spec), err::println)) {
                Set<String> missing = deployment.awaitReady(PATIENCE);
                announce(plan, deployment, missing);
                throw new UserError(deployment.loss().get());
            } catch (InterruptedException e) {
                err.println("stopped; the data stays in " + directory);
            }
            return 0;
        });
    }

    private void announce(DeploymentPlan plan, Deployment deployment, Set<String> missing) {
        ClusterFile address = deployment.address();
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                missing.isEmpty()
                        ? "Tribunal is up in " + directory + "; every role serves"
                        : "Tribunal runs in " + directory + ", but after " + PATIENCE.toSeconds()
                                + " s these do not serve: " + missing);
        out.println("  brokers          " + address.bootstrapServers() + "  " + copies(deployment));
        out.println("  schema registry  " + address.schemaRegistryUrl());
        out.println("  state            " + deployment.stateUrl());
        out.println("  deployment       " + address.deployment());
        plan.executors()
                .forEach(executor -> out.println("  executor " + executor.id().value() + "      " + executor.variant()
                        + executor.fault().map(fault -> "  FAULT " + fault).orElse("")));
        out.println("Send requests:  ./tribunal send --data " + directory + " --file requests.ndjson --wait");
        out.println("Stop it all:    Ctrl-C, or ./tribunal down --data " + directory);
        out.flush();
    }

    private static String copies(Deployment deployment) {
        int copies = deployment.cluster().layout().replicas();
        return copies == 1
                ? "(one copy of each record: lost with this disk)"
                : "(" + copies + " copies of each record, on this disk: they survive the crash of a node)";
    }
}
