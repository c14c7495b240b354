package io.tribunal.ingest.check;

import io.tribunal.core.identity.LogPosition;

/**
 * A certified Void (PROTOCOL 5): the entry had no effect, and the ballots of later entries start anew.
 *
 * @param decision its number; the control entry of that number is where it takes effect in the partition
 */
public record CertifiedVoid(long decision, LogPosition entry) {
    /** Whether it may have let the ballot of an entry start anew: it names an earlier one of the same partition. */
    boolean mayRestart(LogPosition other) {
        return entry.partition() == other.partition() && entry.offset() < other.offset();
    }
}
