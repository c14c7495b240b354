package io.tribunal.ingest.once;

import io.tribunal.core.identity.Hash;
import io.tribunal.ingest.NewRequest;
import java.util.Optional;

/**
 * A line of a request file.
 *
 * @param number from 1
 * @param id the idempotency key that the line names; without one it is recognised by its place and content
 */
public record FileLine(int number, Optional<String> id, NewRequest request) {
    Hash content() {
        return RequestContent.of(request);
    }

    String place() {
        return Integer.toString(number);
    }
}
