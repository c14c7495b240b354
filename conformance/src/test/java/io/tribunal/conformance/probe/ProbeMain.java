package io.tribunal.conformance.probe;

import io.tribunal.deployment.process.Launcher;
import io.tribunal.worker.ExecutorVariants;
import io.tribunal.worker.Service;
import io.tribunal.worker.probe.ProbeLoop;
import io.tribunal.worker.probe.Probes;
import java.io.IOException;
import java.util.List;

/** A main class that knows {@code probe --variant VARIANT} only: the command line is in a module above. */
public final class ProbeMain {
    public static final Launcher LAUNCHER = new Launcher(ProbeMain.class.getName());

    private ProbeMain() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 3 || !List.of(args).subList(0, 2).equals(List.of("probe", "--variant"))) {
            throw new IllegalArgumentException("unknown arguments " + List.of(args));
        }
        ExecutorVariants variants = ExecutorVariants.onClassPath();
        new ProbeLoop(new Probes(Service.of(variants.create(args[2])), variants.jsonLibrary(args[2])))
                .run(System.in, System.out);
    }
}
