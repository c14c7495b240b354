package io.tribunal.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeVerifierTest {
    private static final RegisteredKey KEY = key("k", 1);
    private static final RegisteredKey OTHER_KEY = key("other", 2);
    private static final List<Bytes> PAYLOADS = List.of(Bytes.utf8("one"), Bytes.utf8("two"), Bytes.utf8("three"));

    private final CountingScheme scheme = new CountingScheme();
    private final EnvelopeVerifier verifier = new EnvelopeVerifier(scheme);
    private final EnvelopeSigner signer = new EnvelopeSigner(scheme.signerFor(KEY));

    @Test
    void shouldAcceptASingleSignature() {
        SignedEnvelope envelope = signer.sign(PayloadType.REQUEST, PAYLOADS.get(0));

        assertThat(envelope.batch()).isEmpty();
        assertThat(verifier.isSignedBy(KEY, envelope)).isTrue();
    }

    @Test
    void shouldAcceptEachPayloadOfABatchWithOneVerification() {
        List<SignedEnvelope> batch = signer.signBatch(PayloadType.REQUEST, PAYLOADS);

        assertThat(batch).extracting(SignedEnvelope::payload).isEqualTo(PAYLOADS);
        assertThat(batch).allMatch(envelope -> verifier.isSignedBy(KEY, envelope));
        assertThat(scheme.verifications).isEqualTo(1);
    }

    @Test
    void shouldSignABatchOfOneAsASingle() {
        assertThat(signer.signBatch(PayloadType.REQUEST, PAYLOADS.subList(0, 1)))
                .containsExactly(signer.sign(PayloadType.REQUEST, PAYLOADS.get(0)));
    }

    @Test
    void shouldNotTakeOneKeysSignatureForAnothers() {
        SignedEnvelope single = signer.sign(PayloadType.REQUEST, PAYLOADS.get(0));
        SignedEnvelope batched = signer.signBatch(PayloadType.REQUEST, PAYLOADS).get(0);
        verifier.isSignedBy(KEY, batched);

        assertThat(verifier.isSignedBy(OTHER_KEY, single)).isFalse();
        assertThat(verifier.isSignedBy(OTHER_KEY, batched)).isFalse();
    }

    @Test
    void shouldBindThePayloadType() {
        SignedEnvelope single = signer.sign(PayloadType.REQUEST, PAYLOADS.get(0));
        SignedEnvelope batched = signer.signBatch(PayloadType.REQUEST, PAYLOADS).get(0);
        verifier.isSignedBy(KEY, batched);

        assertThat(verifier.isSignedBy(KEY, retyped(single, PayloadType.CONTROL)))
                .isFalse();
        assertThat(verifier.isSignedBy(KEY, retyped(batched, PayloadType.CONTROL)))
                .isFalse();
    }

    @Test
    void shouldNotRememberARootThatDidNotVerify() {
        SignedEnvelope batched = signer.signBatch(PayloadType.REQUEST, PAYLOADS).get(0);

        assertThat(verifier.isSignedBy(OTHER_KEY, batched)).isFalse();
        assertThat(verifier.isSignedBy(OTHER_KEY, batched)).isFalse();
        assertThat(scheme.verifications).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 65})
    void shouldRefuseSignaturesOfAnotherLengthWithoutAsking(int length) {
        SignedEnvelope single = signer.sign(PayloadType.REQUEST, PAYLOADS.get(0));
        byte[] signature = Arrays.copyOf(single.signature().array(), length);

        assertThat(verifier.isSignedBy(KEY, resigned(single, signature))).isFalse();
        assertThat(scheme.verifications).isZero();
    }

    @Test
    void shouldRefuseAFlippedBitAnywhereInASignatureEvenOfAKnownRoot() {
        SignedEnvelope batched = signer.signBatch(PayloadType.REQUEST, PAYLOADS).get(1);
        assertThat(verifier.isSignedBy(KEY, batched)).isTrue();

        for (int bit = 0; bit < 64 * 8; bit++) {
            byte[] signature = batched.signature().array().clone();
            signature[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(verifier.isSignedBy(KEY, resigned(batched, signature))).isFalse();
        }
    }

    @Test
    void shouldRefuseABatchProofThatWasChanged() {
        SignedEnvelope batched = signer.signBatch(PayloadType.REQUEST, PAYLOADS).get(1);
        BatchProof proof = batched.batch().orElseThrow();
        List<Hash> shorter = proof.path().subList(0, 1);
        List<Hash> longer = new ArrayList<>(proof.path());
        longer.add(Hash.ZERO);
        assertThat(verifier.isSignedBy(KEY, batched)).isTrue();

        assertThat(List.of(
                        new BatchProof(0, 3, proof.path()),
                        new BatchProof(2, 3, proof.path()),
                        new BatchProof(3, 3, proof.path()),
                        new BatchProof(-1, 3, proof.path()),
                        new BatchProof(1, 2, proof.path()),
                        new BatchProof(1, 4, proof.path()),
                        new BatchProof(1, -1, proof.path()),
                        new BatchProof(1, 3, shorter),
                        new BatchProof(1, 3, longer)))
                .noneMatch(changed -> verifier.isSignedBy(KEY, withProof(batched, Optional.of(changed))));
        assertThat(verifier.isSignedBy(KEY, withProof(batched, Optional.empty())))
                .isFalse();
    }

    @Test
    void shouldRememberABoundedNumberOfRoots() {
        List<SignedEnvelope> first = signer.signBatch(PayloadType.REQUEST, PAYLOADS);
        assertThat(verifier.isSignedBy(KEY, first.get(0))).isTrue();
        verifyOtherBatches(4095);
        assertThat(verifier.isSignedBy(KEY, first.get(1))).isTrue();
        assertThat(scheme.verifications).isEqualTo(4096);

        verifyOtherBatches(1);

        assertThat(verifier.isSignedBy(KEY, first.get(2))).isTrue();
        assertThat(scheme.verifications).isEqualTo(4098);
    }

    private void verifyOtherBatches(int count) {
        for (int i = 0; i < count; i++) {
            Bytes unlike = Bytes.utf8("batch " + scheme.verifications);
            SignedEnvelope batched = signer.signBatch(PayloadType.REQUEST, List.of(unlike, unlike))
                    .get(0);
            assertThat(verifier.isSignedBy(KEY, batched)).isTrue();
        }
    }

    /** A tree of five and a tree of eight give some leaves paths of one length: the signed size distinguishes them. */
    @Test
    void shouldBindTheTreeSizeToTheSignature() {
        byte[] of5 = EnvelopeVerifier.batchRootMessage(5, Hash.ZERO);
        byte[] of8 = EnvelopeVerifier.batchRootMessage(8, Hash.ZERO);

        assertThat(of5).isNotEqualTo(of8);
        assertThat(Bytes.wrap(of5).toHex())
                .isEqualTo(Bytes.utf8("DSSEv1 38 application/vnd.tribunal.batch-root.v1 40 ")
                                .toHex()
                        + "0000000000000005"
                        + Hash.ZERO.toHex());
    }

    private static SignedEnvelope retyped(SignedEnvelope envelope, PayloadType type) {
        return new SignedEnvelope(
                type.mediaType(), envelope.payload(), envelope.keyId(), envelope.signature(), envelope.batch());
    }

    private static SignedEnvelope resigned(SignedEnvelope envelope, byte[] signature) {
        return new SignedEnvelope(
                envelope.payloadType(), envelope.payload(), envelope.keyId(), Bytes.wrap(signature), envelope.batch());
    }

    private static SignedEnvelope withProof(SignedEnvelope envelope, Optional<BatchProof> proof) {
        return new SignedEnvelope(
                envelope.payloadType(), envelope.payload(), envelope.keyId(), envelope.signature(), proof);
    }

    private static RegisteredKey key(String id, int fill) {
        byte[] publicKey = new byte[RegisteredKey.PUBLIC_KEY_LENGTH];
        Arrays.fill(publicKey, (byte) fill);
        return new RegisteredKey(new KeyId(id), Role.CLIENT, "owner", Bytes.wrap(publicKey));
    }

    /** A keyed hash in the place of signatures: 64 bytes that only the key and the message make. Counts its work. */
    private static final class CountingScheme implements SignatureVerifier {
        private int verifications;

        @Override
        public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
            verifications++;
            return Arrays.equals(tag(publicKey, message), signature);
        }

        Signer signerFor(RegisteredKey key) {
            return new Signer() {
                @Override
                public KeyId keyId() {
                    return key.keyId();
                }

                @Override
                public byte[] sign(byte[] message) {
                    return tag(key.publicKey().array(), message);
                }
            };
        }

        private static byte[] tag(byte[] publicKey, byte[] message) {
            byte[] hash = Hash.sha256(publicKey, message).array();
            byte[] tag = Arrays.copyOf(hash, 64);
            System.arraycopy(hash, 0, tag, 32, 32);
            return tag;
        }
    }
}
