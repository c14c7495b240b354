package io.tribunal.conformance.script;

import io.tribunal.conformance.probe.ExecutorCommand;
import io.tribunal.conformance.report.ResultTable;
import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.cluster.EmbeddedCluster;
import io.tribunal.deployment.plan.Arrangement;
import io.tribunal.kafka.files.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Runs the script with each executor in turn, each in a deployment of its own on one temporary cluster. */
public final class LiveRun {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final List<ExecutorCommand> commands;
    private final boolean secured;
    private final Duration patience;
    private final Consumer<String> report;

    /**
     * Makes a run; {@link #run} starts it.
     *
     * @param secured whether executors reach the brokers by SASL_SSL instead of PLAINTEXT
     * @param report receives one line for each executor
     */
    public LiveRun(List<ExecutorCommand> commands, boolean secured, Consumer<String> report) {
        this(commands, secured, PATIENCE, report);
    }

    /**
     * The same with another time limit.
     *
     * @param patience how long an executor may take for one part of the script
     */
    public LiveRun(List<ExecutorCommand> commands, boolean secured, Duration patience, Consumer<String> report) {
        this.commands = List.copyOf(commands);
        this.secured = secured;
        this.patience = patience;
        this.report = report;
    }

    /** Fills the rows whose names begin with {@code log:}. */
    public void run(ResultTable table) {
        try {
            Path directory = Files.createTempDirectory("tribunal-conformance");
            try (DataDirectory data = DataDirectory.open(directory.resolve("cluster"));
                    EmbeddedCluster cluster = secured
                            ? EmbeddedCluster.startSecured(data, Arrangement.oneProcess())
                            : EmbeddedCluster.start(data, Arrangement.oneProcess())) {
                for (ExecutorCommand command : commands) {
                    run(command, directory, cluster, table);
                }
            } finally {
                FileTree.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(ExecutorCommand command, Path directory, EmbeddedCluster cluster, ResultTable table) {
        report.accept("scripted log for " + command.name());
        String namespace = "conformance-" + (commands.indexOf(command) + 1);
        try (TestDeployment deployment = TestDeployment.create(directory.resolve(namespace), namespace, cluster);
                ScriptedRun run = new ScriptedRun(deployment, command, patience)) {
            run.run();
            run.reportTo((row, result) -> table.put("log: " + row, command.name(), result));
        }
    }
}
