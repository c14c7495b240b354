package io.tribunal.core.signature;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RegisteredKey;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Checks an envelope's signature, single or batched, against a key that the caller has found in its registry.
 * Batch roots that verified once are remembered (bounded, first in first out): a pure cache, it changes no answer.
 * Not safe for use by several threads.
 */
public final class EnvelopeVerifier {
    public static final String BATCH_ROOT_TYPE = "application/vnd.tribunal.batch-root.v1";
    private static final int REMEMBERED_ROOTS = 4096;
    private static final int SIGNATURE_LENGTH = 64;

    private record SignedRoot(RegisteredKey key, int treeSize, Hash root, Bytes signature) {}

    private final SignatureVerifier signatures;
    private final VerifiedOnce<SignedRoot> verifiedRoots = new VerifiedOnce<>(REMEMBERED_ROOTS);

    public EnvelopeVerifier(SignatureVerifier signatures) {
        this.signatures = signatures;
    }

    /** Whether the key's owner signed exactly this payload under this payload type. */
    public boolean isSignedBy(RegisteredKey key, SignedEnvelope envelope) {
        if (envelope.signature().length() != SIGNATURE_LENGTH) {
            return false;
        }
        if (envelope.batch().isEmpty()) {
            byte[] message = PreAuthEncoding.encode(
                    envelope.payloadType(), envelope.payload().array());
            return signatures.verify(
                    key.publicKey().array(), message, envelope.signature().array());
        }
        BatchProof proof = envelope.batch().get();
        Hash root = rootOf(envelope, proof);
        return root != null && isRootSignedBy(key, envelope, proof.treeSize(), root);
    }

    private static @Nullable Hash rootOf(SignedEnvelope envelope, BatchProof proof) {
        Hash leaf =
                PreAuthEncoding.leaf(envelope.payloadType(), envelope.payload().array());
        return MerkleTree.rootOf(leaf, proof.leafIndex(), proof.treeSize(), proof.path());
    }

    private boolean isRootSignedBy(RegisteredKey key, SignedEnvelope envelope, int treeSize, Hash root) {
        SignedRoot signed = new SignedRoot(key, treeSize, root, envelope.signature());
        return verifiedRoots.check(
                signed,
                () -> signatures.verify(
                        key.publicKey().array(),
                        batchRootMessage(treeSize, root),
                        envelope.signature().array()));
    }

    /** What is signed for a batch: PAE over the tree size (8 bytes, big-endian) and the root. */
    public static byte[] batchRootMessage(int treeSize, Hash root) {
        byte[] body = ByteBuffer.allocate(8 + Hash.LENGTH)
                .putLong(treeSize)
                .put(root.array())
                .array();
        return PreAuthEncoding.encode(BATCH_ROOT_TYPE, body);
    }
}
