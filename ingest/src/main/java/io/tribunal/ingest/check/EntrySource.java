package io.tribunal.ingest.check;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.BusinessRecord;
import java.util.Optional;

/** Port: what a check needs of business-log. Methods throw {@link UnreadableException} when it cannot be read. */
public interface EntrySource {
    /** The record at a position; empty when there is none. Not verified. */
    Optional<BusinessRecord> entryAt(LogPosition position);

    /**
     * The least {@code processedTo} of a batch whose answer to the entry counts: where the last Void stands that lets the
     * entry's ballot start anew; 0 without one.
     */
    long countedFrom(Trust trust, LogPosition entry);
}
