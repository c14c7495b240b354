package io.tribunal.core.log;

import io.tribunal.core.identity.Bytes;
import java.util.Optional;

/** One change of state: a key and its new value, or none when the key is removed. */
public record Write(Bytes key, Optional<Bytes> value) {
    public static Write put(Bytes key, Bytes value) {
        return new Write(key, Optional.of(value));
    }

    public static Write remove(Bytes key) {
        return new Write(key, Optional.empty());
    }
}
