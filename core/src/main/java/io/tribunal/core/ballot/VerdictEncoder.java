package io.tribunal.core.ballot;

import io.tribunal.core.identity.Bytes;

/** Port: the Avro body of a verdict, which the next verdict's previousHash covers. Deterministic. */
@FunctionalInterface
public interface VerdictEncoder {
    Bytes encode(Verdict verdict);
}
