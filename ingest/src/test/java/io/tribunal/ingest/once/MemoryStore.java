package io.tribunal.ingest.once;

import io.tribunal.ingest.journal.JournalException;
import io.tribunal.ingest.journal.JournalStore;
import org.jspecify.annotations.Nullable;

/** A journal's text in memory, of which a loss of power keeps only what was forced, and perhaps a part of the rest. */
final class MemoryStore implements JournalStore {
    private String text = "";
    private int forced;
    private boolean exists;
    private @Nullable JournalException failure;

    /** The next append fails so, and leaves nothing. */
    void failNext(JournalException with) {
        failure = with;
    }

    /** @param kept characters of what was not forced that are left */
    void losePower(int kept) {
        text = text.substring(0, Math.min(text.length(), forced + kept));
    }

    int unforced() {
        return text.length() - forced;
    }

    @Override
    public boolean exists() {
        return exists;
    }

    @Override
    public String read() {
        return text;
    }

    @Override
    public void replace(String all) {
        text = all;
        forced = all.length();
        exists = true;
    }

    @Override
    public void append(String more) {
        JournalException failed = failure;
        if (failed != null) {
            failure = null;
            throw failed;
        }
        text += more;
    }

    @Override
    public void force() {
        forced = text.length();
    }

    @Override
    public void close() {}
}
