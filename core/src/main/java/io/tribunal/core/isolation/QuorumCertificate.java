package io.tribunal.core.isolation;

import io.tribunal.core.log.Control;
import java.util.List;

/** Signatures of validators over {@link OrderedDecision#signedBytes}, ascending by key id. Nothing in it is checked yet. */
public record QuorumCertificate(List<Control.Endorsed> signatures) {
    public QuorumCertificate {
        signatures = List.copyOf(signatures);
    }
}
