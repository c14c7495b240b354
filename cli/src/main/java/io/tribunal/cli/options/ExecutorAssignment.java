package io.tribunal.cli.options;

import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.implementation.Implementation;
import io.tribunal.deployment.implementation.ImplementationCatalog;
import io.tribunal.deployment.implementation.ImplementationStatus;
import io.tribunal.core.identity.ExecutorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Which implementation each of the executors e1, e2, ... gets. */
final class ExecutorAssignment {
    static final int USUAL_EXECUTORS = 5;
    /** Stands for the Java variants in turn. */
    static final String JAVA = "java";

    private final ImplementationCatalog installation;
    private int javaSeats;

    ExecutorAssignment(ImplementationCatalog installation) {
        this.installation = installation;
    }

    /** Java variants in turn, as many as usual. */
    List<String> javaOnly() {
        List<String> chosen = new ArrayList<>();
        while (chosen.size() < USUAL_EXECUTORS) {
            chosen.add(JAVA);
        }
        return chosen;
    }

    /**
     * One in Java, then whatever other language is ready here, then Java variants until there are as many as usual.
     *
     * @param report told what was found, one line each
     */
    List<String> whateverIsReady(Consumer<String> report) {
        List<String> chosen = new ArrayList<>(List.of(JAVA));
        for (ImplementationStatus found : installation.ask()) {
            report.accept((found.ready() ? "found " : "without ") + found.name() + ": " + found.words());
            if (found.ready() && chosen.size() < USUAL_EXECUTORS) {
                chosen.add(found.name());
            }
        }
        while (chosen.size() < USUAL_EXECUTORS) {
            chosen.add(JAVA);
        }
        return chosen;
    }

    /**
     * The seats of executors of these names.
     *
     * @throws IllegalArgumentException for a name that is none, an implementation that is not ready, or a fault of nobody
     */
    List<DeploymentPlan.ExecutorSpec> seats(List<String> names, Map<String, String> faults) {
        Map<String, String> open = new TreeMap<>(faults);
        List<DeploymentPlan.ExecutorSpec> seats = new ArrayList<>();
        for (String name : names) {
            String id = "e" + (seats.size() + 1);
            String variant = name.equals(JAVA) ? nextVariant() : name;
            seats.add(new DeploymentPlan.ExecutorSpec(
                    new ExecutorId(id), variant, implementation(variant), Optional.ofNullable(open.remove(id))));
        }
        if (!open.isEmpty()) {
            throw new IllegalArgumentException("--fault names no executor of this deployment: " + open.keySet());
        }
        seats.sort(java.util.Comparator.comparing(DeploymentPlan.ExecutorSpec::id));
        return seats;
    }

    private String nextVariant() {
        List<String> variants = installation.variants();
        return variants.get(javaSeats++ % variants.size());
    }

    private Implementation implementation(String name) {
        Implementation found = installation
                .find(name)
                .orElseThrow(() -> new IllegalArgumentException("no executor variant " + name + "; known are " + JAVA
                        + ", " + installation.variants() + " and " + installation.others()));
        if (installation.others().contains(name)) {
            ImplementationStatus report = installation.ask(name);
            if (!report.ready()) {
                throw new IllegalArgumentException(name + " is not ready here: " + report.words());
            }
        }
        return found;
    }
}
