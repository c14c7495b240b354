package io.tribunal.core.isolation;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.RejectionDetail;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.identity.Registry;
import io.tribunal.core.identity.Role;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.log.Signatories;
import io.tribunal.core.signature.SignatureVerifier;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The validators of genesis, of whom v + 1 decide, and the root keys' threshold. */
public final class ValidatorSet {
    private final Genesis genesis;
    private final Set<ValidatorId> validators;
    private final SignatureVerifier verifier;

    public ValidatorSet(Genesis genesis, SignatureVerifier verifier) {
        this.genesis = genesis;
        this.validators = Set.copyOf(genesis.validators());
        this.verifier = verifier;
    }

    /** v + 1, so that one of them is honest; 0 where there are no validators and ROOT alone decides. */
    int needed() {
        return validators.isEmpty() ? 0 : genesis.validatorQuorum().oneHonest();
    }

    /** What is wrong with a certificate, or with the mandate in it. */
    Optional<CertificateViolation> violation(Registry registry, CertifiedDecision certified) {
        OrderedDecision decision = certified.decision();
        if (certified.certificate().signatures().size() > validators.size()) {
            return violation(
                    RejectionDetail.TOO_MANY_SIGNATURES,
                    "more signatures than the " + validators.size() + " validators could make");
        }
        if (!isCertified(registry, decision, certified.certificate().signatures())) {
            return violation(
                    RejectionDetail.TOO_FEW_VALIDATORS, "fewer than " + needed() + " validators have signed it");
        }
        return switch (decision.subject()) {
            case RootMandate mandate ->
                isMandated(registry, mandate)
                        ? Optional.empty()
                        : violation(
                                RejectionDetail.TOO_FEW_ROOTS,
                                "fewer than " + genesis.rootThreshold() + " root signatures");
            case IsolationProposal ignored ->
                validators.isEmpty()
                        ? violation(RejectionDetail.NO_VALIDATORS, "there are no validators who could decide that")
                        : Optional.empty();
        };
    }

    private static Optional<CertificateViolation> violation(RejectionDetail code, String words) {
        return Optional.of(new CertificateViolation(Rejection.BAD_CERTIFICATE, code, words));
    }

    /** The validator that made the signature, if it is valid under the registry. */
    Optional<ValidatorId> signer(Registry registry, byte[] message, KeySignature signature) {
        return new Signatories(registry, Role.VALIDATOR, verifier)
                .owner(message, signature)
                .map(ValidatorId::new)
                .filter(validators::contains);
    }

    /** Whether an executor has signed the message itself. */
    boolean isSignedByExecutor(String executor, Registry registry, byte[] message, KeySignature signature) {
        return new Signatories(registry, Role.EXECUTOR, verifier)
                .owner(message, signature)
                .filter(executor::equals)
                .isPresent();
    }

    /** Whether enough distinct ROOT owners have signed the mandate. */
    public boolean isMandated(Registry registry, RootMandate mandate) {
        return mandate.signatures().size() <= registry.everRegistered().size()
                && new Signatories(registry, Role.ROOT, verifier)
                                .owners(mandate.signedBytes(), mandate.signatures())
                                .size()
                        >= genesis.rootThreshold();
    }

    /** Whether enough validators have a key in force; otherwise no further decision would be possible. */
    public boolean canDecide(Registry registry) {
        return registry.everRegistered().stream()
                        .filter(key -> key.role() == Role.VALIDATOR && !registry.isRevoked(key.keyId()))
                        .map(key -> new ValidatorId(key.owner()))
                        .filter(validators::contains)
                        .distinct()
                        .count()
                >= needed();
    }

    /** Whether v + 1 distinct validators have signed; more signatures than validators are rejected unchecked. */
    boolean isCertified(Registry registry, OrderedDecision decision, List<KeySignature> signatures) {
        if (signatures.size() > validators.size()) {
            return false;
        }
        byte[] message = decision.signedBytes();
        return signatures.stream()
                        .flatMap(signature -> signer(registry, message, signature).stream())
                        .distinct()
                        .count()
                >= needed();
    }
}
