package io.tribunal.core.policy;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What may be asked and how outputs are compared (PROTOCOL 3, 6).
 *
 * @param acceptedFingerprints CRC-64-AVRO fingerprints of the payload schemas that are accepted
 * @param operations what differs from the defaults, by operation
 */
public record PayloadPolicy(List<Long> acceptedFingerprints, SortedMap<String, OperationPolicy> operations) {
    public PayloadPolicy {
        acceptedFingerprints = List.copyOf(acceptedFingerprints);
        operations = Collections.unmodifiableSortedMap(new TreeMap<>(operations));
    }

    /** The same policy with other operations. */
    public PayloadPolicy withOperations(SortedMap<String, OperationPolicy> other) {
        return new PayloadPolicy(acceptedFingerprints, other);
    }
}
