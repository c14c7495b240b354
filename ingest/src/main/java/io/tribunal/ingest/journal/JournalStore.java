package io.tribunal.ingest.journal;

/** A text that grows by appending. Its user is the only one that writes it. */
public interface JournalStore extends AutoCloseable {
    boolean exists();

    String read();

    /** Replaces the content atomically and durably; creates the text. */
    void replace(String text);

    /**
     * Appends. It outlives this process, and the machine's loss of power only after the next {@link #force}; after that
     * loss, a part of what was appended may be there.
     */
    void append(String text);

    /** Makes durable what was appended. */
    void force();

    @Override
    void close();
}
