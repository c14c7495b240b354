package io.tribunal.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.Write;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StateTreeProperties {
    @Property(tries = 60)
    void shouldEqualANaiveRecomputationAfterEachBatch(@ForAll("batches") List<List<Write>> batches) throws Exception {
        StateTree tree = new StateTree();
        TreeMap<Bytes, Bytes> model = new TreeMap<>();
        for (List<Write> batch : batches) {
            tree.apply(batch);
            batch.forEach(write -> write.value()
                    .ifPresentOrElse(value -> model.put(write.key(), value), () -> model.remove(write.key())));

            assertThat(tree.root().array()).isEqualTo(naiveRoot(model, 0, 4096));
        }
        assertThat(tree.entries()).isEqualTo(model);
        assertThat(tree.size()).isEqualTo(model.size());
    }

    @Property(tries = 60)
    void shouldNotDependOnTheWayToTheState(@ForAll("batches") List<List<Write>> batches) {
        StateTree grown = new StateTree();
        batches.forEach(grown::apply);

        StateTree restored = new StateTree();
        grown.entries().forEach((key, value) -> restored.apply(List.of(Write.put(key, value))));

        assertThat(restored.root()).isEqualTo(grown.root());
    }

    /** Recursive, from the text of the protocol, without a cache. */
    private static byte[] naiveRoot(Map<Bytes, Bytes> state, int from, int to) throws Exception {
        if (to - from == 1) {
            return naiveBucket(state, from);
        }
        int middle = (from + to) / 2;
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        inner.write(1);
        inner.writeBytes(naiveRoot(state, from, middle));
        inner.writeBytes(naiveRoot(state, middle, to));
        return sha256(inner.toByteArray());
    }

    private static byte[] naiveBucket(Map<Bytes, Bytes> state, int bucket) throws Exception {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        for (Map.Entry<Bytes, Bytes> entry : state.entrySet()) {
            String firstBits =
                    Bytes.wrap(sha256(entry.getKey().array())).toHex().substring(0, 3);
            if (Integer.parseInt(firstBits, 16) == bucket) {
                entries.writeBytes(counted(entry.getKey()));
                entries.write(1);
                entries.writeBytes(counted(entry.getValue()));
            }
        }
        if (entries.size() == 0) {
            return new byte[32];
        }
        byte[] tagged = new byte[entries.size() + 1];
        tagged[0] = 3;
        System.arraycopy(entries.toByteArray(), 0, tagged, 1, entries.size());
        return sha256(tagged);
    }

    private static byte[] counted(Bytes bytes) {
        return Bytes.hex("%08x".formatted(bytes.length()) + bytes.toHex()).array();
    }

    private static byte[] sha256(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    @Provide
    Arbitrary<List<List<Write>>> batches() {
        Arbitrary<Bytes> keys =
                Arbitraries.bytes().array(byte[].class).ofMaxSize(1).map(Bytes::wrap);
        Arbitrary<Bytes> values =
                Arbitraries.bytes().array(byte[].class).ofMaxSize(3).map(Bytes::wrap);
        Arbitrary<Write> writes = Combinators.combine(keys, values.optional()).as(Write::new);
        return writes.list().ofMaxSize(5).list().ofMinSize(1).ofMaxSize(3);
    }
}
