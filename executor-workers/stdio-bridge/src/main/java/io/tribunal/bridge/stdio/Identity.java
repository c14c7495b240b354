package io.tribunal.bridge.stdio;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whom a program speaks for.
 *
 * @param keyFile told to the program, never read here
 */
record Identity(Hash deployment, ExecutorId executor, Optional<Path> keyFile) {}
