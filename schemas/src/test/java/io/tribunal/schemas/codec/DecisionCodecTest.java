package io.tribunal.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.identity.Bytes;
import io.tribunal.schemas.IsolationSamples;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionCodecTest {
    static Stream<CertifiedDecision> decisions() {
        return IsolationSamples.decisions();
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void shouldDecodeWhatItEncoded(CertifiedDecision decision) {
        byte[] value = DecisionCodec.frame(9, decision);

        assertThat(DecisionCodec.decodeFramed(value)).isEqualTo(decision);
        assertThat(WireFormat.body(value)).contains(PlainFormat.DECISION.encode(decision));
        assertThat(PlainFormat.DECISION.decode(WireFormat.body(value).orElseThrow()))
                .isEqualTo(decision);
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void shouldRefuseTruncatedAndLongerValues(CertifiedDecision decision) {
        byte[] value = DecisionCodec.frame(9, decision);

        for (int length = 0; length < value.length; length++) {
            byte[] beginning = Arrays.copyOf(value, length);
            assertThatThrownBy(() -> DecisionCodec.decodeFramed(beginning))
                    .isInstanceOf(MalformedRecordException.class);
        }
        assertThatThrownBy(() -> DecisionCodec.decodeFramed(Arrays.copyOf(value, value.length + 1)))
                .isInstanceOf(MalformedRecordException.class);
        assertThatThrownBy(() -> DecisionCodec.decodeFramed(null)).isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void shouldAcceptOnlyTheCanonicalEncoding() {
        Random random = new Random(2);
        List<byte[]> values =
                decisions().map(decision -> DecisionCodec.frame(0, decision)).toList();

        int taken = 0;
        for (int round = 0; round < 50_000; round++) {
            byte[] value = values.get(random.nextInt(values.size())).clone();
            value[WireFormat.HEADER + random.nextInt(value.length - WireFormat.HEADER)] ^=
                    (byte) (1 << random.nextInt(8));
            try {
                assertThat(DecisionCodec.frame(0, DecisionCodec.decodeFramed(value)))
                        .isEqualTo(value);
                taken++;
            } catch (MalformedRecordException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
        assertThat(taken).isBetween(1, 49_999);
    }

    @Test
    void shouldRefuseACertificateWithUnsortedSignatures() {
        CertifiedDecision decision = decisions().findFirst().orElseThrow();
        List<KeySignature> signatures = List.of(
                new KeySignature("b", Bytes.wrap(new byte[64])), new KeySignature("a", Bytes.wrap(new byte[64])));

        assertThatThrownBy(() -> DecisionCodec.frame(
                        0, new CertifiedDecision(decision.decision(), new QuorumCertificate(signatures))))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("ascending");
    }
}
