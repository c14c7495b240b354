package io.tribunal.schemas.signing;

import io.tribunal.core.policy.Limits;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** Signs messages with a private key. Ed25519 is deterministic: all providers produce the same 64 bytes. */
@FunctionalInterface
interface MessageSigner {
    byte[] sign(byte[] message);

    /**
     * Uses Amazon's provider if available, else Bouncy Castle, which signs faster than the JDK. Amazon's provider signs
     * up to 1 MiB; Bouncy Castle signs longer messages, although no reader accepts them.
     */
    static MessageSigner fastest(Ed25519PrivateKeyParameters key) {
        ProviderChoice choice = Ed25519.choice();
        MessageSigner any = bouncyCastle(key);
        if (!choice.isNative()) {
            return any;
        }
        MessageSigner fast = through(choice.provider(), key);
        return message -> message.length > Limits.MAX_ENTRY ? any.sign(message) : fast.sign(message);
    }

    static MessageSigner bouncyCastle(Ed25519PrivateKeyParameters key) {
        return message -> {
            Ed25519Signer signer = new Ed25519Signer();
            signer.init(true, key);
            signer.update(message, 0, message.length);
            return signer.generateSignature();
        };
    }

    static MessageSigner through(Provider provider, Ed25519PrivateKeyParameters key) {
        PrivateKey jdkKey = jdkKey(key);
        return message -> {
            try {
                Signature signature = Signature.getInstance("Ed25519", provider);
                signature.initSign(jdkKey);
                signature.update(message);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("provider " + provider.getName() + " cannot sign with Ed25519", e);
            }
        };
    }

    private static PrivateKey jdkKey(Ed25519PrivateKeyParameters key) {
        try {
            byte[] pkcs8 = Pkcs8.encode(key);
            return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK refuses an Ed25519 key", e);
        }
    }
}
