package io.tribunal.statestore.snapshot;

import io.tribunal.core.admission.Decision;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.partition.BusinessLog;
import io.tribunal.core.recovery.AdmissionContext;
import io.tribunal.core.signature.SignatureVerifier;
import java.util.Optional;

/**
 * Replays the admission of one partition of business-log and returns its context at given entries. It only reads
 * forwards.
 */
final class ContextReader {
    private final PartitionAdmission admission;
    private final BusinessLog log;
    private long admitted = -1;

    /** @param log positioned at its first record */
    ContextReader(int partition, Hash deployment, SignatureVerifier signatures, BusinessLog log) {
        this.admission = new PartitionAdmission(partition, deployment, signatures);
        this.log = log;
    }

    /**
     * The context right after a request; empty when no request was admitted at that offset.
     *
     * @param businessOffset higher than that of the previous call
     */
    Optional<AdmissionContext> at(long businessOffset) {
        Optional<BusinessRecord> next = log.next(businessOffset);
        while (next.isPresent()) {
            if (admission.decide(next.get()) instanceof Decision.Admitted) {
                admitted = next.get().offset();
            }
            next = log.next(businessOffset);
        }
        return admitted == businessOffset
                ? Optional.of(AdmissionContext.of(admission, businessOffset))
                : Optional.empty();
    }
}
