package io.tribunal.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ExecutorVariantsTest {
    @Test
    void shouldFindAVariantByName() {
        assertThat(ExecutorVariants.onClassPath().create("greeting")).isNotNull();
    }

    @Test
    void shouldListTheKnownVariantsWhenOneIsUnknown() {
        assertThatThrownBy(() -> ExecutorVariants.onClassPath().create("greting"))
                .hasMessage("no executor variant greting; known: [greeting]");
    }
}
