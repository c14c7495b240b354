package io.tribunal.core.partition;

import io.tribunal.core.identity.Hash;

/**
 * The first admitted entry of a partition whose state is not settled (PROTOCOL 5).
 *
 * @param stateBefore the agreed state before it, which a Void of it names
 * @param isStopped whether it was decided without an agreed state, so that the entries behind it wait for a Void
 */
public record UnsettledEntry(long businessOffset, Hash stateBefore, boolean isStopped) {}
