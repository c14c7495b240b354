package io.tribunal.core.recovery;

import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.admission.ReplayWindow;
import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.signature.SignatureVerifier;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a reader of a partition's business log must know to go on behind an offset (PROTOCOL 7): which entries made the
 * rules, so that it reads only those again, and the replay windows. Taken right after an admitted request at that offset.
 *
 * @param decisions number of the last decision in force
 * @param head its hash, zero before the first
 * @param ruleOffsets business offsets of genesis and of the control entries applied, ascending
 * @param windows by key, ascending, those that are not empty
 */
public record AdmissionContext(
        Hash deployment,
        int partition,
        long businessOffset,
        long decisions,
        Hash head,
        List<Long> ruleOffsets,
        SortedMap<KeyId, List<ReplayWindow.Admitted>> windows) {
    private static final int VERSION = 0x54524301;

    public AdmissionContext {
        ruleOffsets = List.copyOf(ruleOffsets);
        windows = Collections.unmodifiableSortedMap(new TreeMap<>(windows));
    }

    /** Of an admission that has just admitted the request at that offset. */
    public static AdmissionContext of(PartitionAdmission admission, long businessOffset) {
        return new AdmissionContext(
                admission.deployment(),
                admission.partition(),
                businessOffset,
                admission.chain().number(),
                admission.chain().head(),
                admission.ruleOffsets(),
                admission.usedSequences());
    }

    /** The only bytes that spell it. */
    public Bytes encode() {
        CanonicalWriter out = new CanonicalWriter()
                .int32(VERSION)
                .hash(deployment)
                .int32(partition)
                .int64(businessOffset)
                .int64(decisions)
                .hash(head);
        out.list(ruleOffsets, out::int64);
        out.list(windows.entrySet(), window -> {
            out.text(window.getKey().value());
            out.list(
                    window.getValue(),
                    admitted -> out.int64(admitted.sequence()).int64(admitted.offset()));
        });
        return out.toBytes();
    }

    /** SHA-256 of {@link #encode}: the contextRoot. */
    public Hash root() {
        return Hash.sha256(encode().array());
    }

    boolean isOf(Checkpoint checkpoint) {
        return deployment.equals(checkpoint.deployment())
                && partition == checkpoint.partition()
                && businessOffset == checkpoint.businessOffset();
    }

    /** The context, or empty when the bytes spell none. */
    public static Optional<AdmissionContext> decode(Bytes encoded) {
        return CanonicalReader.read(encoded, AdmissionContext::read)
                .filter(context -> context.encode().equals(encoded));
    }

    private static AdmissionContext read(CanonicalReader in) {
        CanonicalReader.require(in.int32() == VERSION);
        return new AdmissionContext(
                in.hash(), in.int32(), in.int64(), in.int64(), in.hash(), in.list(in::int64), windows(in));
    }

    private static SortedMap<KeyId, List<ReplayWindow.Admitted>> windows(CanonicalReader in) {
        SortedMap<KeyId, List<ReplayWindow.Admitted>> windows = new TreeMap<>();
        in.list(() -> {
            KeyId key = new KeyId(in.text());
            List<ReplayWindow.Admitted> admitted = in.list(() -> new ReplayWindow.Admitted(in.int64(), in.int64()));
            CanonicalReader.require(!admitted.isEmpty());
            windows.put(key, new ReplayWindow(admitted).admitted());
            return key;
        });
        return windows;
    }

    /**
     * An admission that goes on behind the offset. The rules are judged again and must add up to what is said here.
     *
     * @param rules the records at {@link #ruleOffsets}, in their order
     * @throws io.tribunal.core.admission.BadGenesisException when the first is not the genesis of the deployment
     */
    public Checked<PartitionAdmission> reopen(SignatureVerifier signatures, List<BusinessRecord> rules) {
        if (!risesFromGenesis()) {
            return Checked.flawed(SnapshotFlaw.RULE_OFFSETS);
        }
        PartitionAdmission admission = new PartitionAdmission(partition, deployment, signatures);
        rules.forEach(admission::decide);
        if (!admission.ruleOffsets().equals(ruleOffsets)) {
            return Checked.flawed(SnapshotFlaw.RULES);
        }
        if (admission.chain().number() != decisions) {
            return Checked.flawed(SnapshotFlaw.DECISION_NUMBER);
        }
        if (!admission.chain().head().equals(head)) {
            return Checked.flawed(SnapshotFlaw.DECISION_HEAD);
        }
        windows.forEach((key, window) -> admission.restoreWindow(key, new ReplayWindow(window)));
        return Checked.sound(admission);
    }

    private boolean risesFromGenesis() {
        boolean rises = !ruleOffsets.isEmpty() && ruleOffsets.getFirst() == 0 && ruleOffsets.getLast() < businessOffset;
        for (int i = 1; i < ruleOffsets.size(); i++) {
            rises &= ruleOffsets.get(i - 1) < ruleOffsets.get(i);
        }
        return rises;
    }
}
