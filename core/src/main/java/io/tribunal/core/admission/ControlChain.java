package io.tribunal.core.admission;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.Registry;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.Control;
import io.tribunal.core.log.Signatories;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.signature.SignatureVerifier;
import java.util.Optional;

/**
 * The rules in force and how numbered control entries change them: decision n only after n - 1, each naming the one
 * before, each certified by enough distinct ROOT owners (PROTOCOL 3). Immutable.
 *
 * @param decision number of the last decision applied, 0 before the first
 * @param head its hash, zero before the first
 */
record ControlChain(long decision, Hash head, Registry registry, Policy policy) {

    /** The first rule the entry fails against this chain, if any. */
    Optional<Refusal> check(Control control, int rootThreshold, SignatureVerifier signatures) {
        if (control.decision() <= decision) {
            return Refusal.because(Rejection.REPLAYED, "decision " + control.decision() + " is in force already");
        }
        if (control.decision() != decision + 1) {
            return Refusal.because(Rejection.OUT_OF_ORDER, "decision " + (decision + 1) + " is missing here");
        }
        if (!control.previous().equals(head)) {
            return Refusal.because(Rejection.BAD_CERTIFICATE, "names another previous decision");
        }
        Signatories roots = new Signatories(registry, Role.ROOT, signatures);
        if (roots.owners(control.signedBytes(), control.certificate()).size() < rootThreshold) {
            return Refusal.because(Rejection.BAD_CERTIFICATE, "fewer than " + rootThreshold + " root signatures");
        }
        return after(control).isPresent()
                ? Refusal.none()
                : Refusal.because(
                        Rejection.INVALID_ACTION,
                        "key is registered already or not in force, or a profile is unusable");
    }

    /** The chain with the entry's action applied, or empty when that is not possible. */
    Optional<ControlChain> after(Control control) {
        return switch (control.action()) {
            case Control.RegisterKey register ->
                registry.register(register.key()).map(changed -> next(control, changed, policy));
            case Control.RevokeKey revoke ->
                registry.revoke(revoke.keyId()).map(changed -> next(control, changed, policy));
            case Control.ChangePolicy change ->
                isUsable(change.policy()) ? Optional.of(next(control, registry, change.policy())) : Optional.empty();
            case Control.VoidState ignored -> Optional.of(next(control, registry, policy));
        };
    }

    /** Whether every normalization profile can be applied; one that cannot would leave its operation undecidable. */
    static boolean isUsable(Policy policy) {
        return policy.operations().values().stream().allMatch(own -> Normalizer.isUsable(own.profile()));
    }

    private static ControlChain next(Control control, Registry registry, Policy policy) {
        return new ControlChain(control.decision(), control.decisionHash(), registry, policy);
    }
}
