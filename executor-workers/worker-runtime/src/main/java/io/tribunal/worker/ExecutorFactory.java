package io.tribunal.worker;

import java.util.Optional;

/** Makes one variant of a service; found through {@link java.util.ServiceLoader} by its name. */
public interface ExecutorFactory {
    /** The name that {@code tribunal.executor.variant} chooses it by. */
    String variant();

    Executor create();

    /** A class of the library that reads the JSON of its requests, if it uses one: what variants have in common is told by it. */
    default Optional<Class<?>> jsonLibrary() {
        return Optional.empty();
    }
}
