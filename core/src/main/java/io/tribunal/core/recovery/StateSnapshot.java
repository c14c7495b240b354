package io.tribunal.core.recovery;

import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.state.StateTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A partition's state after one entry, and the admission context there (PROTOCOL 7). Its writer need not be
 * trusted: {@link #verify} compares it with what validators have signed.
 *
 * @param postState end of the state digest chain
 * @param entries ascending by key
 * @param context an encoded {@link AdmissionContext}
 */
public record StateSnapshot(Hash postState, SortedMap<Bytes, Bytes> entries, Bytes context) {
    private static final int VERSION = 0x54525401;

    public StateSnapshot {
        entries = Collections.unmodifiableSortedMap(entries);
    }

    /** Its canonical encoding. */
    public Bytes encode() {
        CanonicalWriter out =
                new CanonicalWriter().int32(VERSION).hash(postState).bytes(context);
        out.list(entries.entrySet(), entry -> out.bytes(entry.getKey()).bytes(entry.getValue()));
        return out.toBytes();
    }

    /** The snapshot, or empty when the bytes are not the canonical encoding of one. */
    public static Optional<StateSnapshot> decode(Bytes encoded) {
        return CanonicalReader.read(encoded, StateSnapshot::read);
    }

    private static StateSnapshot read(CanonicalReader in) {
        CanonicalReader.require(in.int32() == VERSION);
        Hash postState = in.hash();
        Bytes context = in.bytes();
        TreeMap<Bytes, Bytes> entries = new TreeMap<>();
        in.list(() -> {
            Bytes key = in.bytes();
            CanonicalReader.require(entries.isEmpty() || entries.lastKey().compareTo(key) < 0);
            entries.put(key, in.bytes());
            return key;
        });
        return new StateSnapshot(postState, entries, context);
    }

    /**
     * The snapshot in pieces, in order.
     *
     * @throws IllegalArgumentException when it is too large for {@link SnapshotChunk#MAX_COUNT} of them
     */
    public List<SnapshotChunk> chunks(Hash deployment, int partition, long businessOffset) {
        byte[] all = encode().array();
        int count = (all.length + SnapshotChunk.MAX_CONTENT - 1) / SnapshotChunk.MAX_CONTENT;
        if (count > SnapshotChunk.MAX_COUNT) {
            throw new IllegalArgumentException("a state of " + all.length + " bytes is too large for a snapshot");
        }
        List<SnapshotChunk> chunks = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            int from = index * SnapshotChunk.MAX_CONTENT;
            int to = Math.min(all.length, from + SnapshotChunk.MAX_CONTENT);
            Bytes content = Bytes.wrap(Arrays.copyOfRange(all, from, to));
            chunks.add(new SnapshotChunk(deployment, partition, businessOffset, index, count, content));
        }
        return chunks;
    }

    /** Whether this is what the validators have signed: its context, if so. */
    public Checked<AdmissionContext> verify(Checkpoint checkpoint) {
        if (!Hash.sha256(context.array()).equals(checkpoint.contextRoot())) {
            return Checked.flawed(SnapshotFlaw.CONTEXT);
        }
        if (!postState.equals(checkpoint.postState())) {
            return Checked.flawed(SnapshotFlaw.POST_STATE);
        }
        if (!StateTree.of(entries).root().equals(checkpoint.stateRoot())) {
            return Checked.flawed(SnapshotFlaw.ENTRIES);
        }
        return AdmissionContext.decode(context)
                .filter(known -> known.isOf(checkpoint))
                .map(Checked::sound)
                .orElseGet(() -> Checked.flawed(SnapshotFlaw.PLACE));
    }
}
