package io.tribunal.ingest.once;

import io.tribunal.ingest.journal.JournalStore;

/** A journal's text in memory, of which a loss of power keeps only what was forced, and perhaps a part of the rest. */
final class MemoryStore implements JournalStore {
    private String text = "";
    private int forced;
    private boolean exists;

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
        text += more;
    }

    @Override
    public void force() {
        forced = text.length();
    }

    @Override
    public void close() {}
}
