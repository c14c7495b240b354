package io.tribunal.ingest.check;

import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.signature.EnvelopeVerifier;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.core.signature.VerifiedOnce;

/**
 * Verifies each batch header once, since many responses share one. A bounded cache; callers look the key up in the
 * registry first.
 */
final class VerifiedHeaders {
    private static final int CACHED_HEADERS = 1024;

    private record Signed(RegisteredKey key, SignedEnvelope envelope) {}

    private final EnvelopeVerifier verifier;
    private final VerifiedOnce<Signed> verified = new VerifiedOnce<>(CACHED_HEADERS);

    VerifiedHeaders(SignatureVerifier signatures) {
        this.verifier = new EnvelopeVerifier(signatures);
    }

    boolean isSignedBy(RegisteredKey key, SignedEnvelope envelope) {
        return verified.check(new Signed(key, envelope), () -> verifier.isSignedBy(key, envelope));
    }
}
