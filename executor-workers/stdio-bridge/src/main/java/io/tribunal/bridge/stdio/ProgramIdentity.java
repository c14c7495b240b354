package io.tribunal.bridge.stdio;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The executor that a program signs for.
 *
 * @param keyFile given to the program; this process never reads it
 */
record ProgramIdentity(Hash deployment, ExecutorId executor, Optional<Path> keyFile) {}
