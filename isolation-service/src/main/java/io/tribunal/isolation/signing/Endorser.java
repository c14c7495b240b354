package io.tribunal.isolation.signing;

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
 * Endorses the proposals that this validator has derived, each once. After a restart it reads its own endorsements
 * back.
 */
public final class Endorser {
    private static final Logger LOG = LoggerFactory.getLogger(Endorser.class);

    private final ValidatorIdentity identity;
    private final DecisionLogWriter log;
    private final Set<Hash> endorsed = new HashSet<>();
    private final Map<Hash, IsolationProposal> pending = new LinkedHashMap<>();

    public Endorser(ValidatorIdentity identity, DecisionLogWriter log) {
        this.identity = identity;
        this.log = log;
    }

    /** An endorsement in the log, by any writer; one with this validator's signature is not written again. */
    public void onRecord(DecisionLogRecord.Endorsement endorsement) {
        if (identity.hasSigned(endorsement.proposal().signedBytes(), endorsement.signature())) {
            endorsed.add(endorsement.proposal().hash());
        }
    }

    /** Adds a proposal that this validator has derived, for the next {@link #endorsePending}. */
    public void add(IsolationProposal proposal) {
        pending.put(proposal.hash(), proposal);
    }

    /**
     * Endorses the pending proposals, except those that are stale or endorsed already.
     *
     * @param chain the decisions as far as the log was read
     */
    public void endorsePending(DecisionChain chain) {
        pending.entrySet().removeIf(entry -> endorse(entry.getKey(), entry.getValue(), chain));
    }

    /** False for a proposal that follows a decision which this validator has not read yet: it stays pending. */
    private boolean endorse(Hash hash, IsolationProposal proposal, DecisionChain chain) {
        if (proposal.previousDecision() > chain.number()) {
            return false;
        }
        if (!endorsed.contains(hash) && chain.allows(proposal)) {
            LOG.info(
                    "event=proposal_endorsed proposal={} partition={} position={}",
                    proposal.event(),
                    proposal.position().partition(),
                    proposal.position().offset());
            log.append(new DecisionLogRecord.Endorsement(proposal, identity.sign(proposal.signedBytes())));
            endorsed.add(hash);
        }
        return true;
    }
}
