package io.tribunal.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HashTest {
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void shouldHashThePartsAsOneText() {
        assertThat(Hash.sha256(bytes("abc")).toHex()).isEqualTo(ABC);
        assertThat(Hash.sha256(bytes("a"), bytes(""), bytes("bc")).toHex()).isEqualTo(ABC);
    }

    @Test
    void shouldGiveDigestsThatShareNothing() {
        MessageDigest one = Hash.newDigest();
        one.update(bytes("something else"));

        MessageDigest other = Hash.newDigest();
        other.update(bytes("abc"));

        assertThat(Hash.wrap(other.digest()).toHex()).isEqualTo(ABC);
        assertThat(Hash.sha256(bytes("abc")).toHex()).isEqualTo(ABC);
    }

    @Test
    void shouldHashInManyThreadsAtOnce() {
        assertThat(IntStream.range(0, 20_000)
                        .parallel()
                        .mapToObj(i -> Hash.sha256(bytes("abc")).toHex())
                        .distinct())
                .containsExactly(ABC);
    }

    private static byte[] bytes(String text) {
        return Bytes.utf8(text).array();
    }
}
