package io.tribunal.ingest;

import io.tribunal.ingest.check.SentEntry;

/** How far a {@link PendingRequest} has come. It moves from each state only to a later one. */
sealed interface RequestState {
    /** Waits to be signed. It is not in the log. */
    record Queued() implements RequestState {}

    /**
     * Signed and handed to the producer, which has not acknowledged it.
     *
     * @param deliveryUnknown whether the producer gave up without knowing whether the log holds the entry
     */
    record Signed(SignedEntry entry, boolean deliveryUnknown) implements RequestState {}

    /** Acknowledged by the broker: the position is known. */
    record Appended(SentEntry entry) implements RequestState {}

    /** Ended. Nothing changes the outcome any more. */
    record Closed(Outcome outcome) implements RequestState {}
}
