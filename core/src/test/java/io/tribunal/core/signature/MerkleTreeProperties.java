package io.tribunal.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Hash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Against the recursive definitions of RFC 6962 sections 2.1 and 2.1.1. */
class MerkleTreeProperties {
    @Property
    void shouldEqualTheRecursiveDefinition(@ForAll @IntRange(max = 300) int size) throws Exception {
        List<Hash> leaves = leaves(size);

        assertThat(MerkleTree.of(leaves).root()).isEqualTo(recursiveRoot(leaves));
    }

    @Property
    void shouldGiveTheRecursivelyDefinedPathWhichLeadsToTheRoot(
            @ForAll @IntRange(min = 1, max = 300) int size, @ForAll @IntRange(max = 299) int at) throws Exception {
        List<Hash> leaves = leaves(size);
        int index = at % size;
        MerkleTree tree = MerkleTree.of(leaves);

        List<Hash> path = tree.path(index);

        assertThat(path).isEqualTo(recursivePath(index, leaves));
        assertThat(MerkleTree.rootOf(leaves.get(index), index, size, path)).isEqualTo(tree.root());
    }

    @Property
    void shouldRefusePathsOfWrongLength(
            @ForAll @IntRange(min = 1, max = 300) int size, @ForAll @IntRange(max = 299) int at) {
        List<Hash> leaves = leaves(size);
        int index = at % size;
        List<Hash> path = MerkleTree.of(leaves).path(index);
        List<Hash> longer = new ArrayList<>(path);
        longer.add(Hash.ZERO);

        assertThat(MerkleTree.rootOf(leaves.get(index), index, size, longer)).isNull();
        for (int length = 0; length < path.size(); length++) {
            assertThat(MerkleTree.rootOf(leaves.get(index), index, size, path.subList(0, length)))
                    .isNull();
        }
    }

    @Property
    void shouldNotReachTheRootFromAnotherLeafPlaceOrPath(
            @ForAll @IntRange(min = 2, max = 100) int size, @ForAll @IntRange(max = 99) int at) {
        List<Hash> leaves = leaves(size);
        int index = at % size;
        MerkleTree tree = MerkleTree.of(leaves);
        List<Hash> path = tree.path(index);

        assertThat(MerkleTree.rootOf(Hash.ZERO, index, size, path)).isNotEqualTo(tree.root());
        for (int other = 0; other < size; other++) {
            if (other != index) {
                assertThat(MerkleTree.rootOf(leaves.get(index), other, size, path))
                        .isNotEqualTo(tree.root());
            }
        }
        for (int step = 0; step < path.size(); step++) {
            List<Hash> changed = new ArrayList<>(path);
            changed.set(step, Hash.ZERO);
            assertThat(MerkleTree.rootOf(leaves.get(index), index, size, changed))
                    .isNotEqualTo(tree.root());
        }
    }

    private static List<Hash> leaves(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> MerkleTree.leafHash(Integer.toString(i).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static Hash recursiveRoot(List<Hash> leaves) throws Exception {
        return switch (leaves.size()) {
            case 0 -> Hash.wrap(MessageDigest.getInstance("SHA-256").digest());
            case 1 -> leaves.get(0);
            default -> {
                int split = split(leaves.size());
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                digest.update((byte) 1);
                digest.update(recursiveRoot(leaves.subList(0, split)).array());
                digest.update(
                        recursiveRoot(leaves.subList(split, leaves.size())).array());
                yield Hash.wrap(digest.digest());
            }
        };
    }

    private static List<Hash> recursivePath(int index, List<Hash> leaves) throws Exception {
        if (leaves.size() == 1) {
            return List.of();
        }
        int split = split(leaves.size());
        List<Hash> left = leaves.subList(0, split);
        List<Hash> right = leaves.subList(split, leaves.size());
        List<Hash> path =
                new ArrayList<>(index < split ? recursivePath(index, left) : recursivePath(index - split, right));
        path.add(recursiveRoot(index < split ? right : left));
        return path;
    }

    /** The largest power of two below n. */
    private static int split(int n) {
        return Integer.highestOneBit(n - 1);
    }
}
