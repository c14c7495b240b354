package io.tribunal.ingest.once;

/** A file cannot be sent as it is, since nobody could tell which of its lines were sent before. Nothing was sent. */
public final class FileRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;

    FileRefusedException(int line, String message) {
        super(message);
        this.line = line;
    }

    /** The number of the line that is the reason, from 1. */
    public int line() {
        return line;
    }
}
