package io.tribunal.worker;

import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;

/** The executor variants on the class path, by name. */
public final class ExecutorVariants {
    private final SortedMap<String, ExecutorFactory> factories = new TreeMap<>();
    private final SortedMap<String, BridgeFactory> bridges = new TreeMap<>();

    private ExecutorVariants() {}

    /**
     * Looks for {@code META-INF/services} entries of {@link ExecutorFactory} and {@link BridgeFactory}.
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
        for (BridgeFactory bridge : ServiceLoader.load(BridgeFactory.class)) {
            variants.bridges.put(bridge.variant(), bridge);
        }
        return variants;
    }

    /** The bridge of that name; empty when the name is no bridge's. */
    public Optional<BridgeFactory> bridge(String variant) {
        return Optional.ofNullable(bridges.get(variant));
    }

    /** Adds the settings of all bridges. */
    void define(ConfigDef definition) {
        bridges.values().forEach(bridge -> bridge.define(definition));
    }

    /**
     * A new executor of that variant.
     *
     * @throws IllegalArgumentException when there is none of that name; the message lists the known names
     */
    public Executor create(String variant) {
        return factory(variant).create();
    }

    /** A class of the JSON library that the variant uses, if any. */
    public Optional<Class<?>> jsonLibrary(String variant) {
        return factory(variant).jsonLibrary();
    }

    private ExecutorFactory factory(String variant) {
        ExecutorFactory factory = factories.get(variant);
        if (factory == null) {
            throw new IllegalArgumentException("no executor variant " + variant + "; known: " + known());
        }
        return factory;
    }

    private SortedSet<String> known() {
        SortedSet<String> known = names();
        known.addAll(bridges.keySet());
        return known;
    }

    /** The names of all plain functions, ascending; without the bridges, which need further settings. */
    public SortedSet<String> names() {
        return new TreeSet<>(factories.keySet());
    }
}
