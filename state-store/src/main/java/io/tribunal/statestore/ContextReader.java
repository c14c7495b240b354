package io.tribunal.statestore;

import io.tribunal.core.admission.Decision;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.partition.BusinessLog;
import io.tribunal.core.recovery.AdmissionContext;
import io.tribunal.core.signature.SignatureVerifier;
import java.util.Optional;

/** Reads one partition of business-log for what admission knew at an entry; only forwards. */
final class ContextReader {
    private final PartitionAdmission admission;
    private final BusinessLog log;
    private long admitted = -1;

    /** @param log from its first record on */
    ContextReader(int partition, Hash deployment, SignatureVerifier signatures, BusinessLog log) {
        this.admission = new PartitionAdmission(partition, deployment, signatures);
        this.log = log;
    }

    /**
     * The context right after a request, or empty when no request was admitted at that offset.
     *
     * @param businessOffset higher than the one asked for before
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
