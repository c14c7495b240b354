package io.tribunal.core.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.ExecutorId;
import org.junit.jupiter.api.Test;

class AnsweredOffsetsTest {
    private static final ExecutorId E1 = new ExecutorId("e1");
    private static final ExecutorId E2 = new ExecutorId("e2");

    @Test
    void shouldKeepTheHighestAnsweredOffsetOfEachExecutor() {
        AnsweredOffsets answered = new AnsweredOffsets();

        assertThat(answered.add(E1, -1)).isFalse();
        assertThat(answered.add(E1, 0)).isTrue();
        assertThat(answered.add(E1, 5)).isTrue();
        assertThat(answered.add(E1, 5)).isFalse();
        assertThat(answered.add(E1, 4)).isFalse();
        assertThat(answered.add(E2, 4)).isTrue();
        assertThat(answered.add(E1, 6)).isTrue();
    }
}
