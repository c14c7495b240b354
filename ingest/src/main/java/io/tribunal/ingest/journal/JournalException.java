package io.tribunal.ingest.journal;

import org.jspecify.annotations.Nullable;

/** The client's journal cannot be used: held by another process, damaged, or not writable. The message says which and what to do. */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalException(String message) {
        super(message);
    }

    public JournalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
