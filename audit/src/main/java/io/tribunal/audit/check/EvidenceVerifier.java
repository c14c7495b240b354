package io.tribunal.audit.check;

import io.tribunal.audit.bundle.BundleFormat;
import io.tribunal.audit.bundle.EvidenceBundle;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.signature.SignatureVerifier;
import java.util.Optional;

/**
 * Checks a bundle by its bytes alone, with the code that executors and voters use. Proves nothing about who runs the
 * deployment: without its hash from elsewhere, the file is evidence about whatever deployment it names.
 */
public final class EvidenceVerifier {
    private final Optional<Hash> deployment;
    private final SignatureVerifier signatures;

    /** @param deployment SHA-256 of the genesis payload to insist on */
    public EvidenceVerifier(Optional<Hash> deployment, SignatureVerifier signatures) {
        this.deployment = deployment;
        this.signatures = signatures;
    }

    /** What the file comes to; never an exception. */
    public VerificationResult verify(byte[] file) {
        return BundleFormat.read(file)
                .filter(bundle -> bundle.format().equals(EvidenceBundle.FORMAT))
                .map(this::judge)
                .orElseGet(() -> new VerificationResult.Refuted(
                        FailureReason.FORMAT, "not a bundle of format " + EvidenceBundle.FORMAT + " in its one spelling"));
    }

    private VerificationResult judge(EvidenceBundle bundle) {
        try {
            return judge(bundle, BundleCheck.of(bundle, deployment, signatures));
        } catch (RefutedException refuted) {
            return refuted.judgement();
        }
    }

    private static VerificationResult judge(EvidenceBundle bundle, BundleCheck.Result found) {
        if (!bundle.chain().equals(found.chain().links())
                || !bundle.head().equals(found.chain().head())) {
            return new VerificationResult.Refuted(
                    FailureReason.CHAIN, "the head of these records is " + found.chain().head());
        }
        if (!bundle.summary().equals(found.summary())) {
            return new VerificationResult.Refuted(FailureReason.SUMMARY, "the records say: " + found.summary());
        }
        return new VerificationResult.Proved(
                found.deployment(),
                bundle.decision(),
                bundle.partition(),
                found.summary(),
                found.chain().head(),
                found.unproved());
    }
}
