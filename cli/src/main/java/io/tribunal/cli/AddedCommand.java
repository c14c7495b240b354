package io.tribunal.cli;

import java.util.concurrent.Callable;

/**
 * A picocli command that another module adds to {@code tribunal}. It is found through {@link java.util.ServiceLoader} if
 * that module is on the class path.
 */
public interface AddedCommand extends Callable<Integer> {}
