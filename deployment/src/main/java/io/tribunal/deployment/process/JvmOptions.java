package io.tribunal.deployment.process;

import java.util.ArrayList;
import java.util.List;

/** Options of child JVMs, for the Java release that runs this one. */
public final class JvmOptions {
    /** The first feature release that has the option, and warns without it. */
    private static final int UNSAFE_ACCESS_OPTION_SINCE = 23;

    private JvmOptions() {}

    /** A small heap and one collector thread, for processes that share few cores. */
    public static List<String> lean(String maxHeap, Lifetime lifetime) {
        List<String> options =
                new ArrayList<>(List.of("-Xms64m", "-Xmx" + maxHeap, "-XX:+UseSerialGC", "-Xshare:auto"));
        if (lifetime == Lifetime.SHORT) {
            options.add("-XX:TieredStopAtLevel=1");
        }
        options.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= UNSAFE_ACCESS_OPTION_SINCE) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return List.copyOf(options);
    }

    /**
     * As {@link #lean(String, Lifetime)}, with classes from a shared archive.
     *
     * @param kind children of one kind load nearly the same classes and share an archive
     * @param first whether this is the first child of its kind, which writes the archive
     */
    public static List<String> lean(String maxHeap, Lifetime lifetime, String kind, boolean first) {
        List<String> options = new ArrayList<>(lean(maxHeap, lifetime));
        options.addAll(ClassDataSharing.options(kind, first));
        return List.copyOf(options);
    }
}
