package io.tribunal.isolation;

import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.isolation.DecisionLogRecord;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Endorses what this validator has derived itself, each proposal once: what it has endorsed before a restart it reads back
 * from the order.
 */
final class Endorser {
    private static final Logger LOG = LoggerFactory.getLogger(Endorser.class);

    private final ValidatorIdentity voice;
    private final DecisionLogWriter order;
    private final Set<Hash> endorsed = new HashSet<>();
    private final Map<Hash, IsolationProposal> derived = new LinkedHashMap<>();

    Endorser(ValidatorIdentity voice, DecisionLogWriter order) {
        this.voice = voice;
        this.order = order;
    }

    /** An endorsement that stands in the order, whoever has written it. */
    void recall(DecisionLogRecord.Endorsement endorsement) {
        if (voice.hasSigned(endorsement.proposal().signedBytes(), endorsement.signature())) {
            endorsed.add(endorsement.proposal().hash());
        }
    }

    /** To be endorsed with the next {@link #endorse}. */
    void derive(IsolationProposal proposal) {
        derived.put(proposal.hash(), proposal);
    }

    /**
     * Endorses what was derived, unless it is stale or was endorsed before.
     *
     * @param chain as the order stands now
     */
    void endorse(DecisionChain chain) {
        derived.entrySet().removeIf(entry -> settle(entry.getKey(), entry.getValue(), chain));
    }

    /** False for a proposal after a decision that this validator has not read in the order yet: it waits. */
    private boolean settle(Hash hash, IsolationProposal proposal, DecisionChain chain) {
        if (proposal.previousDecision() > chain.number()) {
            return false;
        }
        if (!endorsed.contains(hash) && chain.allows(proposal)) {
            LOG.info(
                    "event=endorsed proposal={} partition={} position={}",
                    proposal.event(),
                    proposal.position().partition(),
                    proposal.position().offset());
            order.append(new DecisionLogRecord.Endorsement(proposal, voice.sign(proposal.signedBytes())));
            endorsed.add(hash);
        }
        return true;
    }
}
