package io.tribunal.schemas.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.schemas.Samples;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Ed25519Test {
    private static final SignatureVerifier JDK = new JcaVerifier(Security.getProvider("SunEC"));

    static Stream<Provider> providers() {
        return Stream.concat(Stream.of(Security.getProvider("SunEC")), ProviderChoice.nativeProvider().stream());
    }

    @Test
    void shouldUseTheNativeProviderIfThePlatformHasOne() {
        boolean linux = System.getProperty("os.name").equals("Linux");
        assumeTrue(linux && List.of("amd64", "aarch64").contains(System.getProperty("os.arch")), "no native provider");

        assertThat(Ed25519.providerName()).isEqualTo("AmazonCorrettoCryptoProvider");
    }

    @ParameterizedTest
    @MethodSource("providers")
    void shouldDecideEveryEdgeCaseEquallyWithEveryProvider(Provider provider) {
        SignatureVerifier verifier = new JcaVerifier(provider);

        assertThat(SignatureEdge.all())
                .filteredOn(SignatureEdge::keyValid)
                .hasSizeGreaterThan(35)
                .allSatisfy(edge -> assertThat(verifies(verifier, edge))
                        .describedAs(edge.name())
                        .isEqualTo(edge.valid()));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void shouldNeverThrowForAnInvalidKey(Provider provider) {
        SignatureVerifier verifier = new JcaVerifier(provider);

        SignatureEdge.all().forEach(edge -> verifies(verifier, edge));

        assertThat(verifies(verifier, SignatureEdge.all().get(0))).isTrue();
    }

    @Test
    void shouldRegisterOnlyCanonicalKeysOfPrimeOrder() {
        assertThat(SignatureEdge.all())
                .allSatisfy(edge -> assertThat(PublicKeys.isValid(edge.publicKey()))
                        .describedAs(edge.name())
                        .isEqualTo(edge.keyValid()));
    }

    @Test
    void shouldFailTheSelfTestWithACofactoredVerifier() {
        SignatureVerifier bouncyCastle = (key, message, signature) -> signature.length == 64
                && org.bouncycastle.math.ec.rfc8032.Ed25519.verify(signature, 0, key, 0, message, 0, message.length);

        assertThat(SelfTest.passes(JDK)).isTrue();
        assertThat(SelfTest.passes(bouncyCastle)).isFalse();
        assertThat(SelfTest.passes((key, message, signature) -> false)).isFalse();
        assertThat(SelfTest.passes((key, message, signature) -> true)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void shouldAgreeOnRandomSignaturesAndTheirMutations(Provider provider) {
        SignatureVerifier verifier = new JcaVerifier(provider);
        Random random = new Random(11);
        for (int i = 0; i < 300; i++) {
            SigningKey key = Samples.key("random " + i % 20);
            byte[] message = new byte[random.nextInt(200)];
            random.nextBytes(message);
            byte[] signature = key.sign(message);
            assertThat(verifier.verify(key.publicKey().array(), message, signature))
                    .isTrue();
            signature[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
            assertThat(verifier.verify(key.publicKey().array(), message, signature))
                    .isFalse();
            assertThat(JDK.verify(key.publicKey().array(), message, signature)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void shouldSignEquallyWithEveryProvider(Provider provider) {
        Ed25519PrivateKeyParameters key =
                new Ed25519PrivateKeyParameters(Samples.seed("signer").array(), 0);
        byte[] message = Bytes.utf8("the same 64 bytes").array();

        assertThat(MessageSigner.through(provider, key).sign(message))
                .isEqualTo(MessageSigner.bouncyCastle(key).sign(message));
    }

    private static boolean verifies(SignatureVerifier verifier, SignatureEdge edge) {
        return verifier.verify(
                edge.publicKey().array(),
                edge.message().array(),
                edge.signature().array());
    }
}
