package io.tribunal.core.state;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Write;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A partition's state as key-value entries under a Merkle root over 4096 buckets (PROTOCOL 7).
 * After a few writes {@link #root} costs a bucket and twelve inner nodes for each. Not safe for use by several threads.
 */
public final class StateTree {
    private static final byte BUCKET = 0x03;

    private final List<TreeMap<Bytes, Bytes>> buckets = new ArrayList<>(Stream.generate(TreeMap<Bytes, Bytes>::new)
            .limit(BucketTree.BUCKETS)
            .toList());
    /** Buckets that a frozen view shows too: they are copied before they change. */
    private final BitSet shared = new BitSet(BucketTree.BUCKETS);

    private final BucketTree tree = new BucketTree();
    private int size;

    /** A tree of these entries. */
    public static StateTree of(Map<Bytes, Bytes> entries) {
        StateTree tree = new StateTree();
        entries.forEach((key, value) -> tree.apply(Write.put(key, value)));
        return tree;
    }

    /** Puts and removes, in the order given; removing a key that is not there changes nothing. */
    public void apply(List<Write> writes) {
        writes.forEach(this::apply);
    }

    public Optional<Bytes> get(Bytes key) {
        return Optional.ofNullable(buckets.get(bucketOf(key)).get(key));
    }

    /** The stateRoot: 32 bytes, a function of the entries alone and not of the way they came about. */
    public Hash root() {
        return tree.root(this::bucketHash);
    }

    /** How many keys have a value. */
    public int size() {
        return size;
    }

    /** A copy of all entries, ascending by key. */
    public NavigableMap<Bytes, Bytes> entries() {
        return merged(buckets);
    }

    /** All entries as they are now, ascending by key, whatever is written later; costs little until they are asked for. */
    public Supplier<NavigableMap<Bytes, Bytes>> freeze() {
        List<TreeMap<Bytes, Bytes>> frozen = List.copyOf(buckets);
        shared.set(0, BucketTree.BUCKETS);
        return () -> merged(frozen);
    }

    private static NavigableMap<Bytes, Bytes> merged(List<? extends Map<Bytes, Bytes>> buckets) {
        NavigableMap<Bytes, Bytes> entries = new TreeMap<>();
        buckets.forEach(entries::putAll);
        return Collections.unmodifiableNavigableMap(entries);
    }

    /** The first 12 bits of SHA-256(key). */
    static int bucketOf(Bytes key) {
        byte[] hash = Hash.sha256(key.array()).array();
        return (hash[0] & 0xff) << 4 | (hash[1] & 0xff) >> 4;
    }

    private void apply(Write write) {
        int index = bucketOf(write.key());
        if (shared.get(index)) {
            buckets.set(index, new TreeMap<>(buckets.get(index)));
            shared.clear(index);
        }
        TreeMap<Bytes, Bytes> bucket = buckets.get(index);
        size -= bucket.size();
        write.value().ifPresentOrElse(value -> bucket.put(write.key(), value), () -> bucket.remove(write.key()));
        size += bucket.size();
        tree.changed(index);
    }

    private Hash bucketHash(int index) {
        TreeMap<Bytes, Bytes> bucket = buckets.get(index);
        if (bucket.isEmpty()) {
            return BucketTree.EMPTY_BUCKET;
        }
        WriteEncoding encoding = new WriteEncoding();
        encoding.tag(BUCKET);
        bucket.forEach(encoding::put);
        return encoding.hash();
    }
}
