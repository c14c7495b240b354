package io.tribunal.core.signature;

import io.tribunal.core.identity.Hash;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Merkle tree of RFC 6962 section 2.1 over given leaf hashes: inner node = SHA-256(0x01 || left || right),
 * an odd node moves up unchanged. Kept whole, level by level, so that each path is a look-up.
 */
public final class MerkleTree {
    private static final byte[] LEAF = {0x00};
    private static final byte[] NODE = {0x01};
    /** The root of no leaves: SHA-256 of nothing (RFC 6962). */
    private static final Hash EMPTY_ROOT = Hash.sha256();

    private final List<List<Hash>> levels = new ArrayList<>();

    private MerkleTree(List<Hash> leaves) {
        levels.add(List.copyOf(leaves));
        while (top().size() > 1) {
            levels.add(parents(top()));
        }
    }

    public static MerkleTree of(List<Hash> leafHashes) {
        return new MerkleTree(leafHashes);
    }

    /** SHA-256(0x00 || data). */
    public static Hash leafHash(byte[] data) {
        return Hash.sha256(LEAF, data);
    }

    /** The same of data in two parts. */
    static Hash leafHash(byte[] head, byte[] rest) {
        return Hash.sha256(LEAF, head, rest);
    }

    public Hash root() {
        return top().isEmpty() ? EMPTY_ROOT : top().get(0);
    }

    public int size() {
        return levels.get(0).size();
    }

    /** The audit path of a leaf, from the bottom up. */
    public List<Hash> path(int leafIndex) {
        List<Hash> path = new ArrayList<>();
        int index = leafIndex;
        for (List<Hash> level : levels) {
            int sibling = index ^ 1;
            if (sibling < level.size()) {
                path.add(level.get(sibling));
            }
            index >>= 1;
        }
        return List.copyOf(path);
    }

    /** The root that a leaf and its path lead to, or null when the path has not the length that the tree size needs. */
    public static @Nullable Hash rootOf(Hash leafHash, int leafIndex, int treeSize, List<Hash> path) {
        if (leafIndex < 0 || leafIndex >= treeSize) {
            return null;
        }
        Hash hash = leafHash;
        int used = 0;
        for (int index = leafIndex, last = treeSize - 1; last > 0; index >>= 1, last >>= 1) {
            boolean onlyChild = index == last && (index & 1) == 0;
            if (onlyChild) {
                continue;
            }
            if (used == path.size()) {
                return null;
            }
            Hash sibling = path.get(used++);
            hash = (index & 1) == 0 ? node(hash, sibling) : node(sibling, hash);
        }
        return used == path.size() ? hash : null;
    }

    private static List<Hash> parents(List<Hash> level) {
        List<Hash> parents = new ArrayList<>((level.size() + 1) / 2);
        for (int i = 0; i + 1 < level.size(); i += 2) {
            parents.add(node(level.get(i), level.get(i + 1)));
        }
        if (level.size() % 2 == 1) {
            parents.add(level.get(level.size() - 1));
        }
        return parents;
    }

    private static Hash node(Hash left, Hash right) {
        return Hash.sha256(NODE, left.array(), right.array());
    }

    private List<Hash> top() {
        return levels.get(levels.size() - 1);
    }
}
