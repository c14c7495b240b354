package io.tribunal.schemas.signing;

import io.tribunal.core.signature.SignatureVerifier;

/**
 * Ed25519 of this JVM: Amazon Corretto Crypto Provider if its native library loads and passes the self-test, else the
 * JDK's own provider. Both accept the same signatures; Bouncy Castle verifies with the cofactor and is never used to
 * verify.
 */
public final class Ed25519 {
    private static final ProviderChoice CHOICE = ProviderChoice.make();

    private Ed25519() {}

    /** A thread-safe verifier; never throws for invalid input. */
    public static SignatureVerifier verifier() {
        return new JcaVerifier(CHOICE.provider());
    }

    /** Name of the provider used to verify. */
    public static String providerName() {
        return CHOICE.provider().getName();
    }

    /** The native provider for signing; empty when Bouncy Castle signs. */
    static ProviderChoice choice() {
        return CHOICE;
    }
}
