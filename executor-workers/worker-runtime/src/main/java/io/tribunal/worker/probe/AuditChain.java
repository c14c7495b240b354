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

/** Derives the rules from the decisions of isolation-audit; skips decisions that do not verify or do not follow the last one. */
record AuditChain(Genesis genesis, Hash deployment, SignatureVerifier signatures) {
    DecisionChain after(List<byte[]> audit) {
        ValidatorSet validators = new ValidatorSet(genesis, signatures);
        DecisionChain chain = DecisionChain.of(genesis, deployment);
        for (byte[] value : audit) {
            chain = after(chain, validators, value);
        }
        return chain;
    }

    private static DecisionChain after(DecisionChain chain, ValidatorSet validators, byte[] value) {
        try {
            CertifiedDecision certified = DecisionCodec.decodeFramed(value);
            return chain.check(certified, validators).isPresent()
                    ? chain
                    : chain.after(certified.decision()).orElse(chain);
        } catch (MalformedRecordException e) {
            return chain;
        }
    }
}
