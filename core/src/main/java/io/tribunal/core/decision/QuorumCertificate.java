package io.tribunal.core.decision;

import io.tribunal.core.signature.Signer;
import java.util.Collection;
import java.util.List;

/** Signatures of validators over {@link OrderedDecision#signedBytes}, ascending by key id. Nothing in it is checked yet. */
public record QuorumCertificate(List<KeySignature> signatures) {
    /** Where there are no validators. */
    public static final QuorumCertificate NONE = new QuorumCertificate(List.of());

    public QuorumCertificate {
        signatures = List.copyOf(signatures);
    }

    public static QuorumCertificate by(Collection<? extends Signer> validators, OrderedDecision decision) {
        return new QuorumCertificate(KeySignature.byAll(validators, decision.signedBytes()));
    }
}
