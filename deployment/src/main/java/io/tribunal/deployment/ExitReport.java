package io.tribunal.deployment;

import io.tribunal.deployment.process.Part;
import java.util.function.Consumer;

/** Reports each part that ends before the deployment is closed. */
final class ExitReport implements Consumer<Part>, AutoCloseable {
    private final Consumer<String> report;
    private volatile boolean silent;

    ExitReport(Consumer<String> report) {
        this.report = report;
    }

    void watch(Part part) {
        var unused = part.onExit().thenAccept(this);
    }

    @Override
    public void accept(Part part) {
        if (!silent) {
            report.accept(part.name() + " ended " + part.ending() + "; it is not restarted, see " + part.log());
        }
    }

    /** From now on parts end on purpose: nothing more is reported. */
    @Override
    public void close() {
        silent = true;
    }
}
