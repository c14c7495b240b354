package io.tribunal.core.recovery;

import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.core.state.StateTree;
import java.util.Collection;
import java.util.List;
import java.util.function.LongFunction;

/**
 * A verified state from which a reader of business-log continues after each restart. Everything in it was
 * checked against a final checkpoint and the log.
 */
public final class VerifiedSnapshot {
    private final StateSnapshot snapshot;
    private final AdmissionContext context;
    private final List<BusinessRecord> rules;

    private VerifiedSnapshot(StateSnapshot snapshot, AdmissionContext context, List<BusinessRecord> rules) {
        this.snapshot = snapshot;
        this.context = context;
        this.rules = rules;
    }

    /**
     * The snapshot that the chunks form, if it agrees with a checkpoint that enough validators have signed.
     *
     * @param log gives the record at a business offset of that partition
     */
    public static Checked<VerifiedSnapshot> of(
            Checkpoint checkpoint,
            Collection<SnapshotChunk> chunks,
            SignatureVerifier signatures,
            LongFunction<BusinessRecord> log) {
        return SnapshotAssembly.assemble(checkpoint, chunks)
                .then(snapshot ->
                        snapshot.verify(checkpoint).then(context -> build(snapshot, context, signatures, log)));
    }

    private static Checked<VerifiedSnapshot> build(
            StateSnapshot snapshot,
            AdmissionContext context,
            SignatureVerifier signatures,
            LongFunction<BusinessRecord> log) {
        List<BusinessRecord> rules =
                context.ruleOffsets().stream().map(log::apply).toList();
        return context.reopen(signatures, rules)
                .then(admission -> Checked.sound(new VerifiedSnapshot(snapshot, context, rules)));
    }

    /** A fresh admission that has read everything up to {@link #businessOffset}. */
    public PartitionAdmission admission(SignatureVerifier signatures) {
        return context.reopen(signatures, rules).found().orElseThrow();
    }

    /** A fresh tree of the state. */
    public StateTree state() {
        return StateTree.of(snapshot.entries());
    }

    /** End of the state digest chain. */
    public Hash postState() {
        return snapshot.postState();
    }

    /** Offset of the last request that is part of it. */
    public long businessOffset() {
        return context.businessOffset();
    }

    /** Number of keys that have a value. */
    public int size() {
        return snapshot.entries().size();
    }
}
