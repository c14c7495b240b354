package io.tribunal.ingest.journal;

import io.tribunal.core.identity.KeyId;
import java.nio.file.Path;

/** A second process that tries to open a journal; its exit code is the result. */
public final class JournalOpener {
    static final int OPENED = 10;
    static final int REFUSED = 11;

    private JournalOpener() {}

    public static void main(String[] args) {
        int exit = REFUSED;
        try (SequenceJournal journal = SequenceJournal.open(Path.of(args[0]), new KeyId(args[1]))) {
            exit = journal.next() >= 0 ? OPENED : REFUSED;
        } catch (JournalException refused) {
            System.err.println(refused.getMessage());
        }
        System.exit(exit);
    }
}
