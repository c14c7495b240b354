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

/** No byte of a good file goes unread. */
class EvidenceProperties {
    private static final List<byte[]> GOOD = List.of(
            Cases.wrongOutput().export(),
            Cases.wrongState().export(),
            Cases.equivocated().export(),
            Cases.down().export());

    @Provide
    Arbitrary<byte[]> good() {
        return Arbitraries.of(GOOD);
    }

    @Property(tries = 2_000)
    void shouldRefuteAFileInWhichAnyBitHasFlipped(
            @ForAll("good") byte[] file,
            @ForAll @IntRange(max = Integer.MAX_VALUE) int where,
            @ForAll @IntRange(max = 7) int bit) {
        byte[] changed = file.clone();
        changed[where % file.length] ^= (byte) (1 << bit);

        assertThat(EvidenceTest.verify(changed)).isInstanceOf(VerificationResult.Refuted.class);
    }

    @Property(tries = 2_000)
    void shouldRefuteAFileInWhichAnyCharacterIsAnother(
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
    void shouldRefuteAFileThatEndsEarly(
            @ForAll("good") byte[] file, @ForAll @IntRange(max = Integer.MAX_VALUE) int where) {
        assertThat(EvidenceTest.verify(Arrays.copyOf(file, where % file.length)))
                .isInstanceOf(VerificationResult.Refuted.class);
    }

    @Property(tries = 4)
    void shouldSpellABundleInOneWay(@ForAll("good") byte[] file) {
        assertThat(BundleFormat.write(BundleFormat.read(file).orElseThrow())).isEqualTo(file);
    }
}
