package io.tribunal.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Hash;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketTreeTest {
    private final BucketTree tree = new BucketTree();
    private final List<Integer> asked = new ArrayList<>();

    @Test
    void shouldAskOnlyForTheBucketsThatChangedSinceTheLastRoot() {
        root();
        assertThat(asked).isEmpty();

        tree.changed(0);
        tree.changed(4095);
        tree.changed(0);
        root();
        assertThat(asked).containsExactlyInAnyOrder(0, 4095);

        asked.clear();
        tree.changed(17);
        root();
        root();
        assertThat(asked).containsExactly(17);
    }

    private Hash root() {
        return tree.root(bucket -> {
            asked.add(bucket);
            return Hash.sha256(new byte[] {(byte) bucket});
        });
    }
}
