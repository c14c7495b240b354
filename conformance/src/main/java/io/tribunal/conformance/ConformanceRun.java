package io.tribunal.conformance;

import io.tribunal.conformance.generated.GeneratedGroups;
import io.tribunal.conformance.vectors.VectorGroups;
import io.tribunal.conformance.report.ResultTable;
import io.tribunal.conformance.report.CheckResult;
import io.tribunal.conformance.report.CheckGroup;
import io.tribunal.conformance.probe.ExecutorCommand;
import io.tribunal.conformance.probe.ProbeTimeouts;
import io.tribunal.conformance.probe.ProbeProcess;
import io.tribunal.conformance.probe.ProbedExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All groups of checks on some executors, one after the other. */
public final class ConformanceRun {
    private final List<ExecutorCommand> commands;
    private final ProbeTimeouts patience;

    public ConformanceRun(List<ExecutorCommand> commands, ProbeTimeouts patience) {
        this.commands = List.copyOf(commands);
        this.patience = patience;
    }

    /** What probes can tell: golden vectors, then inputs of our own. */
    public void vectors(ResultTable table) {
        List<CheckGroup> groups = new ArrayList<>(VectorGroups.all());
        groups.addAll(GeneratedGroups.all());
        for (ExecutorCommand command : commands) {
            try (ProbedExecutor subject = new ProbeProcess(command, patience)) {
                groups.forEach(group -> table.put(group.name(), subject.name(), run(group, subject)));
            }
        }
    }

    private static CheckResult run(CheckGroup group, ProbedExecutor subject) {
        return subject.abandoned().isPresent() ? CheckResult.NOT_ASKED : group.run(subject);
    }

    /** Vector files that are not asked, or not all of them, with the reason. */
    public Map<String, String> remarks() {
        return VectorGroups.remarks();
    }
}
