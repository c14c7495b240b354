package io.tribunal.deployment;

import io.tribunal.deployment.process.ChildProcess;
import java.util.function.Consumer;

/** Tells of a child process that ended while nobody wanted it to. */
final class ExitReport implements Consumer<ChildProcess>, AutoCloseable {
    private final Consumer<String> report;
    private volatile boolean silent;

    ExitReport(Consumer<String> report) {
        this.report = report;
    }

    void watch(ChildProcess child) {
        var unused = child.onExit().thenAccept(this);
    }

    @Override
    public void accept(ChildProcess child) {
        if (!silent) {
            report.accept(child.name() + " ended with status " + child.exitValue() + "; it is not restarted, see "
                    + child.log());
        }
    }

    /** From now on ends are wanted. */
    @Override
    public void close() {
        silent = true;
    }
}
