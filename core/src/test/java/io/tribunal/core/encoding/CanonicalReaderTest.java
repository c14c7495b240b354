package io.tribunal.core.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalReaderTest {
    private static final Bytes WRITTEN = written();

    private record Read(boolean flag, String text, Hash hash, Optional<Bytes> bytes, List<Long> numbers) {
        static Read from(CanonicalReader in) {
            return new Read(in.flag(), in.text(), in.hash(), in.optional(in::bytes), in.list(in::int64));
        }
    }

    private static Bytes written() {
        CanonicalWriter out = new CanonicalWriter();
        out.flag(true).text("e1").hash(Hash.ZERO).optional(Optional.of(Bytes.hex("ff")), out::bytes);
        return out.list(List.of(-1L, 7L), out::int64).toBytes();
    }

    @Test
    void shouldReadWhatWasWritten() {
        assertThat(CanonicalReader.read(WRITTEN, Read::from))
                .contains(new Read(true, "e1", Hash.ZERO, Optional.of(Bytes.hex("ff")), List.of(-1L, 7L)));
        assertThat(WRITTEN.toHex())
                .isEqualTo("01" + "00000002" + "6531" + "00".repeat(32) + "01" + "00000001" + "ff" + "00000002"
                        + "ff".repeat(8) + "0000000000000007");
    }

    @Test
    void shouldRefuseTruncatedAndLongerBytes() {
        for (int length = 0; length < WRITTEN.length(); length++) {
            Bytes cut = Bytes.hex(WRITTEN.toHex().substring(0, 2 * length));
            assertThat(CanonicalReader.read(cut, Read::from))
                    .as("%s bytes", length)
                    .isEmpty();
        }
        assertThat(CanonicalReader.read(Bytes.hex(WRITTEN.toHex() + "00"), Read::from))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7fffffff", "ffffffff", "80000000", "00000002"})
    void shouldRejectImpossibleSizes(String size) {
        assertThat(CanonicalReader.read(Bytes.hex(size), in -> in.list(in::int64)))
                .isEmpty();
        assertThat(CanonicalReader.read(Bytes.hex(size), CanonicalReader::bytes))
                .isEmpty();
    }

    @Test
    void shouldAcceptOnlyTheTwoKnownFlags() {
        assertThat(CanonicalReader.read(Bytes.hex("02"), CanonicalReader::flag)).isEmpty();
    }
}
