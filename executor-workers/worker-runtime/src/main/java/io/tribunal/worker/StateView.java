package io.tribunal.worker;

import io.tribunal.core.identity.Bytes;
import java.util.Optional;

/** The state of one partition before a request, for an {@link Executor} to read. */
@FunctionalInterface
public interface StateView {
    Optional<Bytes> get(Bytes key);
}
