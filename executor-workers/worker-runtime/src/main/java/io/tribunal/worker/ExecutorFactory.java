package io.tribunal.worker;

/** Makes one variant of a service; found through {@link java.util.ServiceLoader} by its name. */
public interface ExecutorFactory {
    /** The name that {@code tribunal.executor.variant} chooses it by. */
    String variant();

    Executor create();
}
