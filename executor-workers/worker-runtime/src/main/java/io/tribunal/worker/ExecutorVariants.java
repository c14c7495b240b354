package io.tribunal.worker;

import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The variants that lie on the class path, by name. */
public final class ExecutorVariants {
    private final SortedMap<String, ExecutorFactory> factories = new TreeMap<>();

    private ExecutorVariants() {}

    /**
     * Looks for {@code META-INF/services/io.tribunal.worker.ExecutorFactory} entries.
     *
     * @throws IllegalStateException when two of them have the same name
     */
    public static ExecutorVariants onClassPath() {
        ExecutorVariants variants = new ExecutorVariants();
        for (ExecutorFactory factory : ServiceLoader.load(ExecutorFactory.class)) {
            ExecutorFactory other = variants.factories.putIfAbsent(factory.variant(), factory);
            if (other != null) {
                throw new IllegalStateException("two executor variants are named " + factory.variant() + ": "
                        + other.getClass().getName() + " and "
                        + factory.getClass().getName());
            }
        }
        return variants;
    }

    /**
     * A new executor of that variant.
     *
     * @throws IllegalArgumentException when there is none of that name; the message lists those there are
     */
    public Executor create(String variant) {
        return factory(variant).create();
    }

    /** A class of the library that reads the JSON of the variant's requests, if it uses one. */
    public Optional<Class<?>> jsonLibrary(String variant) {
        return factory(variant).jsonLibrary();
    }

    private ExecutorFactory factory(String variant) {
        ExecutorFactory factory = factories.get(variant);
        if (factory == null) {
            throw new IllegalArgumentException("no executor variant " + variant + "; known: " + factories.keySet());
        }
        return factory;
    }

    /** All names, ascending. */
    public SortedSet<String> names() {
        return new TreeSet<>(factories.keySet());
    }
}
