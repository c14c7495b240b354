package io.tribunal.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Write;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StateTreeTest {
    private static final Bytes ALICE = Bytes.utf8("alice");
    private static final Bytes BOB = Bytes.utf8("bob");
    private static final String EMPTY_ROOT = "d100399f607ba956d68737045ea9eb3e75475dfa633b7cabecf0afa05c9f3af8";

    private final StateTree tree = new StateTree();

    /** The golden roots were computed by a few lines of Python. */
    @Test
    void shouldMatchGoldenRoots() {
        assertThat(tree.root().toHex()).isEqualTo(EMPTY_ROOT);

        tree.apply(List.of(Write.put(ALICE, Bytes.utf8("10|none")), Write.put(BOB, Bytes.utf8("-2.5|unlimited"))));

        assertThat(tree.root().toHex()).isEqualTo("be30e66aa150043df345e9de169a0db0b9e5334dd2364aa94cffdfb719bbd770");
    }

    @Test
    void shouldMatchGoldenRootWhenBucketsHoldSeveralEntries() {
        IntStream.range(0, 10_000)
                .mapToObj(i -> Write.put(Bytes.utf8(Integer.toString(i)), Bytes.utf8("v" + i)))
                .forEach(write -> tree.apply(List.of(write)));

        assertThat(tree.root().toHex()).isEqualTo("d54b65d5518d2fb6b76d0bafc2500cb630831a37e975509fef71968be1d2d252");
        assertThat(tree.size()).isEqualTo(10_000);
    }

    @Test
    void shouldShowFrozenEntriesAsTheyWere() {
        tree.apply(List.of(Write.put(ALICE, Bytes.utf8("1")), Write.put(BOB, Bytes.utf8("2"))));
        Supplier<NavigableMap<Bytes, Bytes>> first = tree.freeze();
        tree.apply(List.of(Write.put(ALICE, Bytes.utf8("3")), Write.remove(BOB)));
        Supplier<NavigableMap<Bytes, Bytes>> second = tree.freeze();
        tree.apply(List.of(Write.put(ALICE, Bytes.utf8("4")), Write.put(ALICE, Bytes.utf8("5"))));

        assertThat(first.get()).containsEntry(ALICE, Bytes.utf8("1")).containsEntry(BOB, Bytes.utf8("2"));
        assertThat(second.get()).containsOnly(Map.entry(ALICE, Bytes.utf8("3")));
        assertThat(tree.entries()).containsOnly(Map.entry(ALICE, Bytes.utf8("5")));
        assertThat(tree.root()).isEqualTo(StateTree.of(tree.entries()).root());
        assertThat(tree.size()).isEqualTo(1);
    }

    @Test
    void shouldReturnTheLastWrittenValue() {
        tree.apply(List.of(Write.put(ALICE, Bytes.utf8("1"))));
        tree.apply(List.of(Write.put(ALICE, Bytes.utf8("2"))));

        assertThat(tree.get(ALICE)).contains(Bytes.utf8("2"));
        assertThat(tree.get(BOB)).isEmpty();
        assertThat(tree.size()).isEqualTo(1);
    }

    @Test
    void shouldReturnToTheEmptyRootWhenAllIsRemoved() {
        tree.apply(List.of(Write.put(ALICE, Bytes.utf8("1"))));
        Hash withAlice = tree.root();

        tree.apply(List.of(Write.remove(ALICE), Write.remove(BOB)));

        assertThat(withAlice.toHex()).isNotEqualTo(EMPTY_ROOT);
        assertThat(tree.root().toHex()).isEqualTo(EMPTY_ROOT);
        assertThat(tree.size()).isZero();
    }

    @Test
    void shouldGiveItsEntriesAscendingAndUnaffectedByLaterWrites() {
        tree.apply(List.of(Write.put(BOB, Bytes.utf8("2")), Write.put(ALICE, Bytes.utf8("1"))));

        var entries = tree.entries();
        tree.apply(List.of(Write.remove(ALICE)));

        assertThat(entries.keySet()).containsExactly(ALICE, BOB);
    }
}
