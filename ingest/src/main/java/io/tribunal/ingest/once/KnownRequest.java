package io.tribunal.ingest.once;

import io.tribunal.ingest.Outcome;

/** What a journal knows of a request. */
public sealed interface KnownRequest {
    Plan plan();

    /** It may have been handed to the producer, and may be in the log. */
    record Planned(Plan plan) implements KnownRequest {}

    /**
     * The broker has acknowledged it.
     *
     * @param offset of its entry
     */
    record Appended(Plan plan, long offset) implements KnownRequest {}

    /** It was executed, or was voted on without a majority. */
    record Decided(Plan plan, Outcome.Placed outcome) implements KnownRequest {}
}
