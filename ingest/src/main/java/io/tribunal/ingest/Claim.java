package io.tribunal.ingest;

import java.util.Comparator;

/**
 * A verdict on a request that can only be checked with the logs.
 *
 * @param attempt how many claims on that request came before
 * @param number in the order of arrival
 */
record Claim(PendingRequest request, ReadVerdict read, int attempt, long number) {
    /** The first on each request before the second on any, so that forged ones on one request delay no other. */
    static final Comparator<Claim> FIRST_ATTEMPTS_FIRST =
            Comparator.comparingInt(Claim::attempt).thenComparingLong(Claim::number);
}
