package io.tribunal.core.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import org.junit.jupiter.api.Test;

class PreAuthEncodingTest {
    /** The example of the DSSE specification. */
    @Test
    void shouldMatchTheExampleOfTheSpecification() {
        byte[] encoded = PreAuthEncoding.encode("http://example.com/HelloWorld", "hello world".getBytes(UTF_8));

        assertThat(new String(encoded, UTF_8)).isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
    }

    @Test
    void shouldCountBytesAndNotCharacters() {
        assertThat(new String(PreAuthEncoding.encode("\u00e9\ud83d\ude00", "\u20ac".getBytes(UTF_8)), UTF_8))
                .isEqualTo("DSSEv1 6 \u00e9\ud83d\ude00 3 \u20ac");
    }

    @Test
    void shouldEncodeEmptyParts() {
        assertThat(new String(PreAuthEncoding.encode("", new byte[0]), UTF_8)).isEqualTo("DSSEv1 0  0 ");
    }

    @Test
    void shouldCarryAnyBytes() {
        byte[] body = Bytes.hex("00ff20").array();

        assertThat(Bytes.wrap(PreAuthEncoding.encode("t", body)).toHex())
                .isEqualTo(Bytes.utf8("DSSEv1 1 t 3 ").toHex() + "00ff20");
    }
}
