package io.tribunal.core.log;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.util.List;

/**
 * What an executor answers to one business entry (PROTOCOL 3); by itself it proves neither its author nor its place.
 *
 * @param requestHash SHA-256 of the business record's value
 * @param preState 32 bytes of the state digest chain before, empty for a stateless service
 * @param postState the same after
 * @param stateRoot 32 bytes of the state tree's root where due, else empty
 * @param writes ascending by key
 */
public record Response(
        long businessOffset,
        Hash requestHash,
        Bytes preState,
        Bytes postState,
        Bytes stateRoot,
        Status status,
        String contentType,
        Bytes output,
        List<Write> writes) {
    public Response {
        writes = List.copyOf(writes);
    }
}
