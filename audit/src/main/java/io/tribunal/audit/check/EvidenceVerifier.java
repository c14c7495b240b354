package io.tribunal.audit.check;

import io.tribunal.audit.bundle.BundleFormat;
import io.tribunal.audit.bundle.EvidenceBundle;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.signature.SignatureVerifier;
import java.util.Optional;

/**
 * Verifies a bundle by its bytes alone, with the code that executors and voters use. It does not prove who runs the
 * deployment: unless the reader gives the deployment's hash, the file is evidence about whatever deployment it names.
 */
public final class EvidenceVerifier {
    private final Optional<Hash> deployment;
    private final SignatureVerifier signatures;

    /** @param deployment expected SHA-256 of the genesis payload; empty accepts any */
    public EvidenceVerifier(Optional<Hash> deployment, SignatureVerifier signatures) {
        this.deployment = deployment;
        this.signatures = signatures;
    }

    /** Verifies a file; never throws. */
    public VerificationResult verify(byte[] file) {
        return BundleFormat.read(file)
                .filter(bundle -> bundle.format().equals(EvidenceBundle.FORMAT))
                .map(this::verify)
                .orElseGet(() -> new VerificationResult.Refuted(
                        FailureReason.FORMAT, "not a canonical bundle of format " + EvidenceBundle.FORMAT));
    }

    private VerificationResult verify(EvidenceBundle bundle) {
        try {
            return compare(bundle, BundleCheck.of(bundle, deployment, signatures));
        } catch (RefutedException refuted) {
            return refuted.result();
        }
    }

    private static VerificationResult compare(EvidenceBundle bundle, BundleCheck.Derived derived) {
        if (!bundle.chain().equals(derived.chain().links())
                || !bundle.head().equals(derived.chain().head())) {
            return new VerificationResult.Refuted(
                    FailureReason.CHAIN,
                    "the head of these records is " + derived.chain().head());
        }
        if (!bundle.summary().equals(derived.summary())) {
            return new VerificationResult.Refuted(FailureReason.SUMMARY, "the records show: " + derived.summary());
        }
        return new VerificationResult.Proved(
                derived.deployment(),
                bundle.decision(),
                bundle.partition(),
                derived.summary(),
                derived.chain().head(),
                derived.unproved());
    }
}
