package io.tribunal.ingest;

import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.log.Request;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.ingest.check.Trust;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows genesis and the control entries of business-log's partition 0, each checked by the rules that executors
 * use; requests are skipped. A limit: keys and policy are those that partition 0 shows now, not those at the position
 * of each verdict, so a verdict that meets a change on its way can be refuted or taken one change early or late.
 */
final class RegistryFollower {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryFollower.class);

    private final Optional<Hash> expected;
    private final SignatureVerifier signatures;
    private Hash deployment = Hash.ZERO;
    private @Nullable PartitionAdmission admission;
    private volatile @Nullable Trust trust;

    RegistryFollower(Optional<Hash> expected, SignatureVerifier signatures) {
        this.expected = expected;
        this.signatures = signatures;
    }

    /** Takes the next record of partition 0; the first must be genesis. */
    void follow(BusinessRecord record) {
        if (!(record.content() instanceof BusinessRecord.Entry entry) || entry.payload() instanceof Request) {
            return;
        }
        PartitionAdmission rules = admission == null ? begin(entry) : admission;
        rules.decide(record);
        admission = rules;
        trust = new Trust(deployment, rules.genesis(), rules.registry(), rules.policy());
    }

    private PartitionAdmission begin(BusinessRecord.Entry entry) {
        if (!(entry.payload() instanceof Genesis)) {
            throw new UntrustedDeploymentException("business-log does not begin with a genesis entry");
        }
        deployment = Hash.sha256(entry.envelope().payload().array());
        if (expected.isEmpty()) {
            LOG.warn("event=deployment_pinned deployment={} hint=\"set tribunal.deployment to this hash\"", deployment);
        } else if (!expected.get().equals(deployment)) {
            throw new UntrustedDeploymentException("the log belongs to deployment " + deployment + ", not to "
                    + expected.get() + "; check tribunal.deployment and the bootstrap servers");
        }
        return new PartitionAdmission(0, deployment, signatures);
    }

    boolean hasGenesis() {
        return trust != null;
    }

    /** What is trusted now; only after genesis was read. */
    Trust trust() {
        Trust now = trust;
        if (now == null) {
            throw new UntrustedDeploymentException("business-log holds no genesis entry yet");
        }
        return now;
    }
}
