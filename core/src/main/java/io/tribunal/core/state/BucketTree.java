package io.tribunal.core.state;

import io.tribunal.core.identity.Hash;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntFunction;

/**
 * The full binary tree over 4096 bucket hashes, kept whole: node i has the children 2i and 2i + 1, the root is node 1,
 * the buckets are the nodes from 4096 on. Only what lies above a changed bucket is hashed again, and only when asked.
 */
final class BucketTree {
    static final int BUCKETS = 4096;
    static final Hash EMPTY_BUCKET = Hash.ZERO;

    private static final int ROOT = 1;
    private static final byte[] INNER = {0x01};

    private final Hash[] nodes = new Hash[2 * BUCKETS];
    private final BitSet stale = new BitSet(2 * BUCKETS);

    BucketTree() {
        Hash empty = EMPTY_BUCKET;
        for (int first = BUCKETS; first >= ROOT; first /= 2) {
            Arrays.fill(nodes, first, 2 * first, empty);
            empty = inner(empty, empty);
        }
    }

    void changed(int bucket) {
        for (int node = BUCKETS + bucket; node >= ROOT && !stale.get(node); node /= 2) {
            stale.set(node);
        }
    }

    /** The root, after hashing each changed bucket again. */
    Hash root(IntFunction<Hash> bucketHash) {
        for (int node = stale.length() - 1; node >= ROOT; node = stale.previousSetBit(node - 1)) {
            nodes[node] =
                    node >= BUCKETS ? bucketHash.apply(node - BUCKETS) : inner(nodes[2 * node], nodes[2 * node + 1]);
        }
        stale.clear();
        return nodes[ROOT];
    }

    private static Hash inner(Hash left, Hash right) {
        return Hash.sha256(INNER, left.array(), right.array());
    }
}
