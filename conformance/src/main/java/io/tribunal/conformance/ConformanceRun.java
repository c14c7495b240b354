package io.tribunal.conformance;

import io.tribunal.conformance.generated.GeneratedGroups;
import io.tribunal.conformance.probe.ExecutorCommand;
import io.tribunal.conformance.probe.ProbeProcess;
import io.tribunal.conformance.probe.ProbeTimeouts;
import io.tribunal.conformance.probe.ProbedExecutor;
import io.tribunal.conformance.report.CheckGroup;
import io.tribunal.conformance.report.CheckResult;
import io.tribunal.conformance.report.ResultTable;
import io.tribunal.conformance.vectors.VectorGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs all groups of checks that need no Kafka on executors, one executor after the other. */
public final class ConformanceRun {
    private final List<ExecutorCommand> commands;
    private final ProbeTimeouts timeouts;

    public ConformanceRun(List<ExecutorCommand> commands, ProbeTimeouts timeouts) {
        this.commands = List.copyOf(commands);
        this.timeouts = timeouts;
    }

    /** Checks by probes: golden vectors, then generated questions. */
    public void vectors(ResultTable table) {
        List<CheckGroup> groups = new ArrayList<>(VectorGroups.all());
        groups.addAll(GeneratedGroups.all());
        for (ExecutorCommand command : commands) {
            try (ProbedExecutor executor = new ProbeProcess(command, timeouts)) {
                groups.forEach(group -> table.put(group.name(), executor.name(), run(group, executor)));
            }
        }
    }

    private static CheckResult run(CheckGroup group, ProbedExecutor executor) {
        return executor.abandoned().isPresent() ? CheckResult.NOT_ASKED : group.run(executor);
    }

    /** The reasons why some vector files are not asked, or only in part, by file. */
    public Map<String, String> remarks() {
        return VectorGroups.remarks();
    }
}
