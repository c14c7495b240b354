package io.tribunal.worker.probe;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.ValidatorSet;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.schemas.codec.DecisionCodec;
import io.tribunal.schemas.codec.MalformedRecordException;
import java.util.List;

/** The rules after the decisions of isolation-audit: what does not verify or does not follow is passed over. */
record AuditChain(Genesis genesis, Hash deployment, SignatureVerifier signatures) {
    DecisionChain after(List<byte[]> audit) {
        ValidatorSet bench = new ValidatorSet(genesis, signatures);
        DecisionChain chain = DecisionChain.of(genesis, deployment);
        for (byte[] value : audit) {
            chain = after(chain, bench, value);
        }
        return chain;
    }

    private static DecisionChain after(DecisionChain chain, ValidatorSet bench, byte[] value) {
        try {
            CertifiedDecision certified = DecisionCodec.decodeFramed(value);
            return chain.check(certified, bench).isPresent()
                    ? chain
                    : chain.after(certified.decision()).orElse(chain);
        } catch (MalformedRecordException e) {
            return chain;
        }
    }
}
