package io.tribunal.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.normalize.Normalizer;
import org.junit.jupiter.api.Test;

class OutputTextTest {
    @Test
    void shouldShowJsonAsItIs() {
        assertThat(OutputText.of(Normalizer.JSON, Bytes.utf8("{\"balance\":\"5\"}")))
                .isEqualTo("{\"balance\":\"5\"}");
    }

    @Test
    void shouldEscapeInJsonWhatReordersOrHides() {
        assertThat(OutputText.of(Normalizer.JSON, Bytes.utf8("{\"a\u202e\":\"e\u0301\u200b\"}")))
                .isEqualTo("{\"a\\u202e\":\"e\\u0301\\u200b\"}");
    }

    @Test
    void shouldQuoteOtherTexts() {
        assertThat(OutputText.of("text/plain", Bytes.utf8("AGREED OK \"x\"\n")))
                .isEqualTo("\"AGREED OK \\\"x\\\"\\u000a\"");
    }

    @Test
    void shouldShowBytesThatAreNoTextInBase64() {
        assertThat(OutputText.of(Normalizer.JSON, Bytes.hex("ff00"))).isEqualTo("base64:/wA=");
    }
}
