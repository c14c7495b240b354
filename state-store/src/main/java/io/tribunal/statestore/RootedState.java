package io.tribunal.statestore;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * A partition's state after an entry whose state root was agreed: others may begin there (PROTOCOL 7).
 *
 * @param digest end of the state digest chain
 */
record RootedState(long businessOffset, Hash digest, Supplier<? extends SortedMap<Bytes, Bytes>> entries) {
    /** How many of a partition are kept. */
    static final int KEPT = 2;
}
