package io.tribunal.statestore.state;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * A partition's state after an entry whose state root was agreed; executors may start from it (PROTOCOL 7).
 *
 * @param digest end of the state digest chain
 */
public record RootedState(long businessOffset, Hash digest, Supplier<? extends SortedMap<Bytes, Bytes>> entries) {
    /** How many rooted states of a partition are kept. */
    static final int KEPT = 2;
}
