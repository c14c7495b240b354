package io.tribunal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.audit.bundle.BundleFormat;
import io.tribunal.audit.check.VerificationResult;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Every byte of a valid file counts. */
class EvidenceProperties {
    private static final List<byte[]> GOOD = List.of(
            EvidenceCases.wrongOutput().export(),
            EvidenceCases.wrongState().export(),
            EvidenceCases.equivocated().export(),
            EvidenceCases.down().export());

    @Provide
    Arbitrary<byte[]> good() {
        return Arbitraries.of(GOOD);
    }

    @Property(tries = 2_000)
    void shouldRefuteAFileWithAFlippedBit(
            @ForAll("good") byte[] file,
            @ForAll @IntRange(max = Integer.MAX_VALUE) int where,
            @ForAll @IntRange(max = 7) int bit) {
        byte[] changed = file.clone();
        changed[where % file.length] ^= (byte) (1 << bit);

        assertThat(EvidenceTest.verify(changed)).isInstanceOf(VerificationResult.Refuted.class);
    }

    @Property(tries = 2_000)
    void shouldRefuteAFileWithAReplacedCharacter(
            @ForAll("good") byte[] file,
            @ForAll @IntRange(max = Integer.MAX_VALUE) int where,
            @ForAll @IntRange(max = 61) int letter) {
        byte[] changed = file.clone();
        byte other = (byte) "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".charAt(letter);
        int at = where % file.length;
        changed[at] = changed[at] == other ? (byte) '+' : other;

        assertThat(EvidenceTest.verify(changed)).isInstanceOf(VerificationResult.Refuted.class);
    }

    @Property(tries = 200)
    void shouldRefuteATruncatedFile(@ForAll("good") byte[] file, @ForAll @IntRange(max = Integer.MAX_VALUE) int where) {
        assertThat(EvidenceTest.verify(Arrays.copyOf(file, where % file.length)))
                .isInstanceOf(VerificationResult.Refuted.class);
    }

    @Property(tries = 4)
    void shouldEncodeABundleInOneWay(@ForAll("good") byte[] file) {
        assertThat(BundleFormat.write(BundleFormat.read(file).orElseThrow())).isEqualTo(file);
    }
}
