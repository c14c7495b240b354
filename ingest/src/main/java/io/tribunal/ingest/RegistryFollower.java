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
 * of each verdict, so a verdict close to a change can be checked against the keys before or after it.
 *
 * <p>One thread calls {@link #follow}; any thread may read {@link #trust}.
 */
final class RegistryFollower {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryFollower.class);

    private final Optional<Hash> expectedDeployment;
    private final SignatureVerifier signatures;
    private Hash deployment = Hash.ZERO;
    private @Nullable PartitionAdmission admission;
    private volatile @Nullable Trust trust;

    RegistryFollower(Optional<Hash> expectedDeployment, SignatureVerifier signatures) {
        this.expectedDeployment = expectedDeployment;
        this.signatures = signatures;
    }

    /**
     * Applies the next record of partition 0.
     *
     * @throws UntrustedDeploymentException when the first one is not the expected genesis
     */
    void follow(BusinessRecord record) {
        if (!(record.content() instanceof BusinessRecord.Entry entry) || entry.payload() instanceof Request) {
            return;
        }
        PartitionAdmission current = admission == null ? begin(entry) : admission;
        current.decide(record);
        admission = current;
        trust = new Trust(deployment, current.genesis(), current.registry(), current.policy());
    }

    private PartitionAdmission begin(BusinessRecord.Entry entry) {
        if (!(entry.payload() instanceof Genesis)) {
            throw new UntrustedDeploymentException("business-log does not begin with a genesis entry");
        }
        deployment = Hash.sha256(entry.envelope().payload().array());
        if (expectedDeployment.isEmpty()) {
            LOG.warn("event=deployment_pinned deployment={} hint=\"set tribunal.deployment to this hash\"", deployment);
        } else if (!expectedDeployment.get().equals(deployment)) {
            throw new UntrustedDeploymentException("the log belongs to deployment " + deployment + ", not to "
                    + expectedDeployment.get() + "; check tribunal.deployment and the bootstrap servers");
        }
        return new PartitionAdmission(0, deployment, signatures);
    }

    boolean hasGenesis() {
        return trust != null;
    }

    /**
     * The genesis, keys and policy as of the last record.
     *
     * @throws UntrustedDeploymentException before genesis was read
     */
    Trust trust() {
        Trust now = trust;
        if (now == null) {
            throw new UntrustedDeploymentException("business-log holds no genesis entry yet");
        }
        return now;
    }
}
