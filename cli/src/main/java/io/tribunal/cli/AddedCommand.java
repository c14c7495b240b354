package io.tribunal.cli;

import java.util.concurrent.Callable;

/**
 * A command that a module above this one adds to {@code tribunal}, annotated as picocli wants it; found through
 * {@link java.util.ServiceLoader} when that module is on the class path.
 */
public interface AddedCommand extends Callable<Integer> {}
