package io.tribunal.worker;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.Request;

/**
 * An admitted request as the runtime gives it to a {@link ServiceRun}.
 *
 * @param value of the business record, as it is in the log
 * @param valueHash its SHA-256, the request hash that the response will name
 * @param maxOutput bytes of output that the policy allows at that position
 * @param needed false when neither its answer nor its effect is needed any more: a ROOT-signed Void took its effect away, or
 *     the service is stateless and the answer is in the log. A service that keeps its own state must not act on it.
 * @param answered whether its answer is in the log already, so that no second one will be written
 */
public record Call(
        LogPosition position,
        Bytes value,
        Hash valueHash,
        Request request,
        int maxOutput,
        boolean needed,
        boolean answered) {}
