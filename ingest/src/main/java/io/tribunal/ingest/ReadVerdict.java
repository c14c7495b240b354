package io.tribunal.ingest;

import io.tribunal.core.ballot.Verdict;

/**
 * A verdict as it was read; nothing in it is checked yet.
 *
 * @param offset of its record in the partition of verdicts
 * @param bytes length of the record's value
 */
record ReadVerdict(Verdict verdict, long offset, int bytes) {
    int partition() {
        return verdict.position().partition();
    }
}
