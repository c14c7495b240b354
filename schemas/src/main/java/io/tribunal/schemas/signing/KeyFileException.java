package io.tribunal.schemas.signing;

import java.nio.file.Path;

/** A key file cannot be used. The message names the file, the problem and the remedy. */
public final class KeyFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeyFileException(Path file, String problem) {
        super(file + ": " + problem);
    }

    KeyFileException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }
}
