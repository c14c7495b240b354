package io.tribunal.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Write;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateDigestTest {
    private static final Write PUT_A = Write.put(Bytes.utf8("a"), Bytes.utf8("1"));
    private static final Write REMOVE_B = Write.remove(Bytes.utf8("b"));

    @Test
    void shouldBeginWithZeroBytes() {
        assertThat(StateDigest.INITIAL.toHex()).isEqualTo("0".repeat(64));
    }

    @Test
    void shouldEncodeEachWriteWithItsLengths() {
        byte[] encoded = Bytes.hex("00000001" + "61" + "01" + "00000001" + "31" + "00000001" + "62" + "00")
                .array();

        Hash hash = StateDigest.writesHash(List.of(PUT_A, REMOVE_B));

        assertThat(hash).isEqualTo(Hash.sha256(encoded));
    }

    @Test
    void shouldDistinguishAnEmptyValueFromARemoval() {
        Write putEmpty = Write.put(Bytes.utf8("b"), Bytes.EMPTY);

        assertThat(StateDigest.writesHash(List.of(putEmpty))).isNotEqualTo(StateDigest.writesHash(List.of(REMOVE_B)));
    }

    @Test
    void shouldKeepTheStateWhenNothingIsWritten() {
        Hash pre = Hash.sha256(new byte[] {7});

        assertThat(StateDigest.next(pre, List.of())).isEqualTo(pre);
    }

    @Test
    void shouldMatchGoldenChain() {
        Hash first = StateDigest.next(StateDigest.INITIAL, List.of(PUT_A));
        Hash second = StateDigest.next(first, List.of(REMOVE_B));

        assertThat(first.toHex()).isEqualTo("323d5eb0015516a0161dc0e272f5bc531008874bf029ebe49c1cf15af6ae989b");
        assertThat(second.toHex()).isEqualTo("573b18e650720842771b5905deabe1833603c00d2664b1cc18d7316ebc7c3af5");
    }

    @Test
    void shouldCompareKeysAsUnsignedBytes() {
        Write low = Write.remove(Bytes.hex("7f"));
        Write high = Write.remove(Bytes.hex("80"));

        assertThat(StateDigest.ascending(List.of(low, high))).isTrue();
        assertThat(StateDigest.ascending(List.of(high, low))).isFalse();
    }

    @Test
    void shouldPutAPrefixBeforeTheLongerKey() {
        Write shorter = Write.remove(Bytes.utf8("a"));
        Write longer = Write.remove(Bytes.hex("6100"));

        assertThat(StateDigest.ascending(List.of(shorter, longer))).isTrue();
        assertThat(StateDigest.ascending(List.of(longer, shorter))).isFalse();
    }

    @Test
    void shouldNotCallARepeatedKeyAscending() {
        assertThat(StateDigest.ascending(List.of(PUT_A, PUT_A))).isFalse();
        assertThat(StateDigest.ascending(List.of(PUT_A))).isTrue();
        assertThat(StateDigest.ascending(List.of())).isTrue();
    }
}
