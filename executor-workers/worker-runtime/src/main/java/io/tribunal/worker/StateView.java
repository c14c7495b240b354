package io.tribunal.worker;

import io.tribunal.core.identity.Bytes;
import java.util.Optional;

/** The state of one partition as it is before a request: what an {@link Executor} may read. */
@FunctionalInterface
public interface StateView {
    Optional<Bytes> get(Bytes key);
}
