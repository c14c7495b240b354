package io.tribunal.ingest.journal;

import org.jspecify.annotations.Nullable;

/**
 * The client's journal cannot be used: another process holds it, it is damaged, or it is not writable. The message says
 * which.
 */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalException(String message) {
        super(message);
    }

    public JournalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
