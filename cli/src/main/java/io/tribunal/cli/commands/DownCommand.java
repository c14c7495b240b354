package io.tribunal.cli.commands;

import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.provisioning.ClusterFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stops the deployment that {@code up} runs in a data directory. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stop the deployment that 'tribunal up' runs in a directory.")
public final class DownCommand implements Callable<Integer> {
    private static final long PATIENCE_SECONDS = 60;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Data directory of 'tribunal up'.")
    private Path data = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        DataDirectory.holder(data).flatMap(ProcessHandle::of).ifPresentOrElse(this::stop, this::requireCluster);
        return ExitCode.OK.code();
    }

    /** Where a deployment is stopped already, nothing is left to do; elsewhere the directory is the wrong one. */
    private void requireCluster() {
        ClusterFile.read(data);
        say("nothing runs in " + data);
    }

    private void say(String line) {
        spec.commandLine().getErr().println(line);
    }

    private void stop(ProcessHandle up) {
        up.destroy();
        try {
            up.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            say("stopped; the data stays in " + data);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new UserError(
                    ExitCode.INCOMPLETE, "process " + up.pid() + " did not stop within " + PATIENCE_SECONDS + " s");
        }
    }
}
