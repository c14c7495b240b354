package io.tribunal.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All groups of checks on some executors, one after the other. */
public final class ConformanceRun {
    private final List<ExecutorCommand> commands;
    private final Patience patience;

    public ConformanceRun(List<ExecutorCommand> commands, Patience patience) {
        this.commands = List.copyOf(commands);
        this.patience = patience;
    }

    /** What probes can tell: golden vectors, then inputs of our own. */
    public void vectors(Table table) {
        List<Group> groups = new ArrayList<>(VectorGroups.all());
        groups.addAll(OwnGroups.all());
        for (ExecutorCommand command : commands) {
            try (ProbedExecutor subject = new ProbeProcess(command, patience)) {
                groups.forEach(group -> table.put(group.name(), subject.name(), run(group, subject)));
            }
        }
    }

    private static CheckResult run(Group group, ProbedExecutor subject) {
        return subject.abandoned().isPresent() ? CheckResult.NOT_ASKED : group.run(subject);
    }

    /** Vector files that are not asked, or not all of them, with the reason. */
    public Map<String, String> remarks() {
        return VectorGroups.remarks();
    }
}
