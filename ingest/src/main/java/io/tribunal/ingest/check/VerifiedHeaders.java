package io.tribunal.ingest.check;

import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.signature.EnvelopeVerifier;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.core.signature.SignedEnvelope;
import java.util.LinkedHashMap;
import java.util.Map;

/** Verifies batch headers, each once: many responses share one. A bounded pure cache; the registry is asked before it. */
final class VerifiedHeaders {
    private static final int REMEMBERED = 1024;

    private record Signed(RegisteredKey key, SignedEnvelope envelope) {}

    private final EnvelopeVerifier verifier;
    private final Map<Signed, Boolean> verified = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Signed, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    VerifiedHeaders(SignatureVerifier signatures) {
        this.verifier = new EnvelopeVerifier(signatures);
    }

    boolean isSignedBy(RegisteredKey key, SignedEnvelope envelope) {
        Signed signed = new Signed(key, envelope);
        if (verified.containsKey(signed)) {
            return true;
        }
        boolean valid = verifier.isSignedBy(key, envelope);
        if (valid) {
            verified.put(signed, true);
        }
        return valid;
    }
}
