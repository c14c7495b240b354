package io.tribunal.kafka.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTextTest {
    @Test
    void shouldEscapeCharactersThatForgeALineOrMoveTheCursor() {
        assertThat(LogText.escaped("a\nb\u001b[2J\u202ec\ud800")).isEqualTo("a\\u000ab\\u001b[2J\\u202ec\\ud800");
    }

    @Test
    void shouldKeepPrintableText() {
        assertThat(LogText.escaped("Zürich \uD83D\uDE00 =\"x\"")).isEqualTo("Zürich \uD83D\uDE00 =\"x\"");
    }
}
