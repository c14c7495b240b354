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

/** The records of response-log as records: canonical, root, order (all by the reader), signature, author, place, processedTo. */
final class BatchChecks {
    private final TestDeployment stage;
    private final RegisteredKey key;
    private final EnvelopeVerifier verifier = new EnvelopeVerifier(Ed25519.verifier());
    private final Map<Integer, Long> processed = new HashMap<>();
    private final CheckCounter score = new CheckCounter();

    BatchChecks(TestDeployment stage) {
        this.stage = stage;
        SigningKey own = stage.key(TestDeployment.EXECUTOR.value());
        this.key = new RegisteredKey(own.keyId(), Role.EXECUTOR, TestDeployment.EXECUTOR.value(), own.publicKey());
    }

    /**
     * Checks all of them.
     *
     * @param starts indexes of the first record of each life of the process: processedTo may fall there only
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
            score.check("batch " + seen.partition() + "@" + seen.offset(), complaint.isEmpty(), complaint);
        }
        return score.result();
    }

    /** Empty when nothing is wrong. */
    private String complaint(SeenBatch seen, ResponseBatch batch) {
        ResponseBatch.Header header = batch.header();
        if (!header.deployment().equals(stage.deployment())) {
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
