package io.tribunal.cli.options;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.deployment.implementation.Implementation;
import io.tribunal.deployment.implementation.ImplementationCatalog;
import io.tribunal.deployment.implementation.ImplementationStatus;
import io.tribunal.deployment.plan.DeploymentPlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Decides which implementation each of the executors e1, e2, ... runs. */
final class ExecutorAssignment {
    static final int USUAL_EXECUTORS = 5;
    /** Stands for the Java variants in turn. */
    static final String JAVA = "java";

    private final ImplementationCatalog catalog;
    private int assignedInTurn;

    ExecutorAssignment(ImplementationCatalog catalog) {
        this.catalog = catalog;
    }

    /** As many Java variants as a deployment usually has executors. */
    List<String> javaOnly() {
        return Collections.nCopies(USUAL_EXECUTORS, JAVA);
    }

    /**
     * One Java variant, then each other language that is ready on this machine, then Java variants up to the usual number.
     *
     * @param report takes one line for each other language, ready or not
     */
    List<String> readyLanguages(Consumer<String> report) {
        List<String> names = new ArrayList<>(List.of(JAVA));
        for (ImplementationStatus status : catalog.ask()) {
            report.accept((status.ready() ? "found " : "without ") + status.name() + ": " + status.words());
            if (status.ready() && names.size() < USUAL_EXECUTORS) {
                names.add(status.name());
            }
        }
        while (names.size() < USUAL_EXECUTORS) {
            names.add(JAVA);
        }
        return names;
    }

    /**
     * The executors with implementations of these names.
     *
     * @param faults by executor id
     * @throws IllegalArgumentException for an unknown name, an implementation that is not ready, or a fault of an
     *     executor that does not exist
     */
    List<DeploymentPlan.ExecutorSpec> assign(List<String> names, Map<String, String> faults) {
        Map<String, String> unused = new TreeMap<>(faults);
        List<DeploymentPlan.ExecutorSpec> specs = new ArrayList<>();
        for (String name : names) {
            String id = "e" + (specs.size() + 1);
            String variant = name.equals(JAVA) ? nextVariant() : name;
            specs.add(new DeploymentPlan.ExecutorSpec(
                    new ExecutorId(id), variant, implementation(variant), Optional.ofNullable(unused.remove(id))));
        }
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException("--fault names no executor of this deployment: " + unused.keySet());
        }
        specs.sort(Comparator.comparing(DeploymentPlan.ExecutorSpec::id));
        return specs;
    }

    private String nextVariant() {
        List<String> variants = catalog.variants();
        return variants.get(assignedInTurn++ % variants.size());
    }

    private Implementation implementation(String name) {
        Implementation found = catalog.find(name)
                .orElseThrow(() -> new IllegalArgumentException("no executor variant " + name + "; known are " + JAVA
                        + ", " + catalog.variants() + " and " + catalog.others()));
        if (catalog.others().contains(name)) {
            ImplementationStatus status = catalog.ask(name);
            if (!status.ready()) {
                throw new IllegalArgumentException(name + " is not ready here: " + status.words());
            }
        }
        return found;
    }
}
