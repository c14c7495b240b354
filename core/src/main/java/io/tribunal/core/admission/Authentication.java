package io.tribunal.core.admission;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.RejectionDetail;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Registry;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Request;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.signature.EnvelopeVerifier;
import java.util.Optional;

/** The rules about the signer: schema, deployment, key, role, owner, signature, in PROTOCOL 4's order. */
final class Authentication {
    private final Hash deployment;
    private final EnvelopeVerifier verifier;

    Authentication(Hash deployment, EnvelopeVerifier verifier) {
        this.deployment = deployment;
        this.verifier = verifier;
    }

    Optional<Refusal> check(BusinessRecord.Entry entry, Registry registry, Policy policy) {
        if (!policy.accepts(entry.fingerprint())) {
            return Refusal.because(Rejection.MALFORMED, RejectionDetail.SCHEMA_NOT_ACCEPTED);
        }
        if (!entry.payload().deployment().equals(deployment)) {
            return Refusal.because(Rejection.WRONG_DEPLOYMENT, RejectionDetail.OTHER_DEPLOYMENT);
        }
        return registry.findNamed(entry.envelope().keyId())
                .map(key -> checkSignature(entry, key))
                .orElseGet(() -> Refusal.because(Rejection.UNKNOWN_KEY, RejectionDetail.KEY_NOT_REGISTERED));
    }

    private Optional<Refusal> checkSignature(BusinessRecord.Entry entry, RegisteredKey key) {
        if (!entry.payload().type().maySign(key.role())) {
            return Refusal.because(
                    Rejection.BAD_SIGNATURE, RejectionDetail.ROLE, "a " + key.role() + " key may not sign this");
        }
        if (entry.payload() instanceof Request request
                && !request.clientId().value().equals(key.owner())) {
            return Refusal.because(Rejection.BAD_SIGNATURE, RejectionDetail.OWNER);
        }
        return verifier.isSignedBy(key, entry.envelope())
                ? Refusal.none()
                : Refusal.because(Rejection.BAD_SIGNATURE, RejectionDetail.SIGNATURE);
    }
}
