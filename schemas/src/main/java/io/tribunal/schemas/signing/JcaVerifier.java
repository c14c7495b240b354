package io.tribunal.schemas.signing;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.policy.Limits;
import io.tribunal.core.signature.SignatureVerifier;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Verifies through a JCA provider. First checks the length and range of the signature and the length of the message (at
 * most 1 MiB, more than any record needs), because providers differ in these.
 */
final class JcaVerifier implements SignatureVerifier {
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int SIGNATURE_LENGTH = 64;
    private static final int REMEMBERED_KEYS = 256;

    private final Provider provider;
    private final ThreadLocal<Session> sessions = ThreadLocal.withInitial(this::open);

    JcaVerifier(Provider provider) {
        this.provider = provider;
    }

    @Override
    public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        if (message.length > Limits.MAX_ENTRY
                || signature.length != SIGNATURE_LENGTH
                || !GroupOrder.exceedsScalarOf(signature)) {
            return false;
        }
        try {
            Session session = sessions.get();
            session.signature.initVerify(session.key(publicKey));
            session.signature.update(message);
            return session.signature.verify(signature);
        } catch (GeneralSecurityException | RuntimeException e) {
            sessions.remove();
            return false;
        }
    }

    private Session open() {
        try {
            return new Session(Signature.getInstance("Ed25519", provider), KeyFactory.getInstance("Ed25519"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("provider " + provider.getName() + " has no Ed25519", e);
        }
    }

    /** One thread's Signature object and an LRU cache of parsed public keys. */
    private record Session(Signature signature, KeyFactory factory, Map<Bytes, PublicKey> keys) {
        Session(Signature signature, KeyFactory factory) {
            this(signature, factory, new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Bytes, PublicKey> eldest) {
                    return size() > REMEMBERED_KEYS;
                }
            });
        }

        PublicKey key(byte[] raw) throws GeneralSecurityException {
            PublicKey known = keys.get(Bytes.wrap(raw));
            if (known != null) {
                return known;
            }
            byte[] encoded = new byte[X509_PREFIX.length + raw.length];
            System.arraycopy(X509_PREFIX, 0, encoded, 0, X509_PREFIX.length);
            System.arraycopy(raw, 0, encoded, X509_PREFIX.length, raw.length);
            PublicKey parsed = factory.generatePublic(new X509EncodedKeySpec(encoded));
            keys.put(Bytes.wrap(raw.clone()), parsed);
            return parsed;
        }
    }
}
