package io.tribunal.core.partition;

import io.tribunal.core.admission.Decision;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.encoding.SnapshotPart;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.recovery.AdmissionContext;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Reads the business log as far as the cursor allows, and judges each entry (PROTOCOL 4, 5). */
final class BusinessReader implements SnapshotPart {
    private final BusinessLog log;
    private final PartitionAdmission admission;
    private final LogHashes hashes;
    private final RequestHashWatch watch;
    /** Offset of the last entry that was handled; -1 before the genesis. */
    private long handledThrough = -1;
    /** Offset of the last admitted request; 0 before the first. */
    private long lastAdmitted;

    BusinessReader(BusinessLog log, PartitionAdmission admission, LogHashes hashes, RequestHashWatch watch) {
        this.log = log;
        this.admission = admission;
        this.hashes = hashes;
        this.watch = watch;
    }

    /** Reads the genesis, unless it has been read. */
    void open() {
        if (!admission.isOpen()) {
            readTo(() -> 0, () -> true, opened -> {});
        }
    }

    /**
     * Handles the entries up to an offset.
     *
     * @param reach how far the log is proved to reach; asked again after each decision that takes effect
     * @param hasRoom whether another entry may be handled now
     */
    void readTo(LongSupplier reach, BooleanSupplier hasRoom, Consumer<Decision> handler) {
        long through = reach.getAsLong();
        while (hasRoom.getAsBoolean()) {
            Optional<BusinessRecord> next = handledThrough < through ? log.next(through) : Optional.empty();
            if (next.isEmpty()) {
                handledThrough = Math.max(handledThrough, through);
                return;
            }
            handledThrough = next.get().offset();
            hashes.add(next.get());
            watch.read(next.get());
            Decision decision = admission.decide(next.get());
            handler.accept(decision);
            through = decision instanceof Decision.Applied ? reach.getAsLong() : through;
        }
    }

    /**
     * The root of the admission context at the request that was just admitted, where responses must carry a state root:
     * at the first request of each checkpoint interval.
     */
    Optional<Hash> contextRootAt(long admitted) {
        int interval = admission.policy().state().checkpointInterval();
        boolean due = admission.policy().state().stateful() && admitted / interval > lastAdmitted / interval;
        lastAdmitted = admitted;
        return due ? Optional.of(AdmissionContext.of(admission, admitted).root()) : Optional.empty();
    }

    long handledThrough() {
        return handledThrough;
    }

    @Override
    public void writeTo(CanonicalWriter out) {
        out.int64(handledThrough).int64(lastAdmitted);
    }

    @Override
    public void readFrom(CanonicalReader in) {
        handledThrough = in.int64();
        lastAdmitted = in.int64();
    }
}
