package io.tribunal.worker;

import java.util.Optional;

/** Creates one variant of a service; {@link java.util.ServiceLoader} finds it by its name. */
public interface ExecutorFactory {
    /** The value of {@code tribunal.executor.variant} that selects it. */
    String variant();

    Executor create();

    /** A class of the JSON library that it uses, if any; the bill of materials shows it, since variants may share its faults. */
    default Optional<Class<?>> jsonLibrary() {
        return Optional.empty();
    }
}
