package io.tribunal.core.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import org.junit.jupiter.api.Test;

class DivergencesTest {
    private static final ExecutorId E1 = new ExecutorId("e1");

    @Test
    void shouldChargeAgainOnceTheAllowanceOfInheritedDeviationsIsUsedUp() {
        Divergences divergences = new Divergences();
        Bytes[] states = {Bytes.utf8("0"), Bytes.utf8("1"), Bytes.utf8("2"), Bytes.utf8("3"), Bytes.utf8("4")};

        assertThat(divergences.follow(E1, states[0], states[1], 2)).isFalse();
        assertThat(divergences.follow(E1, states[1], states[2], 2)).isTrue();
        assertThat(divergences.follow(E1, states[2], states[3], 2)).isTrue();
        assertThat(divergences.follow(E1, states[3], states[4], 2)).isFalse();
        assertThat(divergences.follow(E1, states[4], states[0], 2)).isFalse();
        assertThat(divergences.follow(E1, states[3], states[1], 2)).isFalse();
        assertThat(divergences.follow(E1, states[1], states[2], 2)).isTrue();
        divergences.clear(E1);
        assertThat(divergences.follow(E1, states[2], states[3], 2)).isFalse();
    }
}
