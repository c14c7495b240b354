package io.tribunal.conformance.script;

import io.tribunal.conformance.report.CheckCounter;
import io.tribunal.conformance.report.CheckResult;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.signature.EnvelopeVerifier;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks each record of response-log: readable (canonical, root, order), signature, author, partition, processedTo. */
final class BatchChecks {
    private final TestDeployment deployment;
    private final RegisteredKey key;
    private final EnvelopeVerifier verifier = new EnvelopeVerifier(Ed25519.verifier());
    private final Map<Integer, Long> processed = new HashMap<>();
    private final CheckCounter checks = new CheckCounter();

    BatchChecks(TestDeployment deployment) {
        this.deployment = deployment;
        SigningKey executorKey = deployment.key(TestDeployment.EXECUTOR.value());
        this.key = new RegisteredKey(
                executorKey.keyId(), Role.EXECUTOR, TestDeployment.EXECUTOR.value(), executorKey.publicKey());
    }

    /**
     * Checks all records.
     *
     * @param starts indexes of the first record after each start of the process; processedTo may fall only there
     */
    CheckResult check(List<SeenBatch> all, List<Integer> starts) {
        for (int i = 0; i < all.size(); i++) {
            if (starts.contains(i)) {
                processed.clear();
            }
            SeenBatch seen = all.get(i);
            String complaint = seen.batch()
                    .map(batch -> complaint(seen, batch))
                    .orElseGet(() -> "cannot be read: " + seen.complaint());
            checks.check("batch " + seen.partition() + "@" + seen.offset(), complaint.isEmpty(), complaint);
        }
        return checks.result();
    }

    /** Why the batch is invalid, or empty. */
    private String complaint(SeenBatch seen, ResponseBatch batch) {
        ResponseBatch.Header header = batch.header();
        if (!header.deployment().equals(deployment.deployment())) {
            return "is for another deployment";
        }
        if (!header.author().equals(TestDeployment.EXECUTOR.value()) || header.partition() != seen.partition()) {
            return "names another executor or partition";
        }
        if (!batch.envelope().keyId().equals(key.keyId().value()) || !verifier.isSignedBy(key, batch.envelope())) {
            return "has no valid signature";
        }
        Long before = processed.put(seen.partition(), header.processedTo());
        return before != null && header.processedTo() < before
                ? "processedTo falls from " + before + " to " + header.processedTo()
                : "";
    }
}
