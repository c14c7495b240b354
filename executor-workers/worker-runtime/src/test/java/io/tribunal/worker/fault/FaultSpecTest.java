package io.tribunal.worker.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultSpecTest {
    @Test
    void shouldReadEveryFault() {
        assertThat(FaultSpec.parse("lie:0.3")).isEqualTo(new FaultSpec.Lie(Optional.empty(), 0.3));
        assertThat(FaultSpec.parse("lie:always")).isEqualTo(new FaultSpec.Lie(Optional.empty(), 1));
        assertThat(FaultSpec.parse("lie@GET:0.5")).isEqualTo(new FaultSpec.Lie(Optional.of("GET"), 0.5));
        assertThat(FaultSpec.parse("lie@TRANSFER")).isEqualTo(new FaultSpec.Lie(Optional.of("TRANSFER"), 1));
        assertThat(Fault.parse("lie:0.3/20s"))
                .isEqualTo(new Fault(new FaultSpec.Lie(Optional.empty(), 0.3), OptionalLong.of(20)));
        assertThat(FaultSpec.parse("lie")).isEqualTo(new FaultSpec.Lie(Optional.empty(), 1));
        assertThat(FaultSpec.parse("wrong-state")).isEqualTo(new FaultSpec.WrongState(1));
        assertThat(FaultSpec.parse("equivocate:0.5")).isEqualTo(new FaultSpec.Equivocate(0.5));
        assertThat(FaultSpec.parse("delay:100-500ms")).isEqualTo(new FaultSpec.Delay(100, 500));
        assertThat(FaultSpec.parse("silent")).isEqualTo(new FaultSpec.Silent());
        assertThat(FaultSpec.parse("crash")).isEqualTo(new FaultSpec.Crash(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lies",
                "lie:",
                "lie:1.5",
                "lie:-1",
                "lie:0.3x",
                "delay",
                "delay:5ms",
                "delay:9-1ms",
                "silent:1"
            })
    void shouldNameTheGrammarForAnythingElse(String text) {
        assertThatThrownBy(() -> FaultSpec.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("delay:MIN-MAXms");
    }
}
