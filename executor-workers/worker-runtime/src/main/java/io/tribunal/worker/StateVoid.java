package io.tribunal.worker;

import io.tribunal.core.identity.Hash;

/**
 * A ROOT-signed Void as one partition has read it (PROTOCOL 5).
 *
 * @param offset of the request after which the state is settled
 * @param postState what the state digest chain is after it
 * @param position offset of the Void entry itself
 */
public record StateVoid(long offset, Hash postState, long position) {}
