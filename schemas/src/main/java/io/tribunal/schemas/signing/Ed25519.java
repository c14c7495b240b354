package io.tribunal.schemas.signing;

import io.tribunal.core.signature.SignatureVerifier;

/**
 * The machine's Ed25519: Amazon Corretto Crypto Provider where its native library loads and passes the self-test,
 * else the JDK's own. Both accept the same signatures; Bouncy Castle, which is cofactored, never verifies.
 */
public final class Ed25519 {
    private static final ProviderChoice CHOICE = ProviderChoice.make();

    private Ed25519() {}

    /** A verifier for any number of threads; never throws for what it is given. */
    public static SignatureVerifier verifier() {
        return new JcaVerifier(CHOICE.provider());
    }

    /** Name of the provider that verifies. */
    public static String providerName() {
        return CHOICE.provider().getName();
    }

    /** The provider that signs fast, if it is not Bouncy Castle that has to. */
    static ProviderChoice choice() {
        return CHOICE;
    }
}
