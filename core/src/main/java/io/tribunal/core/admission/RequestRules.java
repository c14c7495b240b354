package io.tribunal.core.admission;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.RejectionDetail;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Request;
import io.tribunal.core.normalize.StrictJson;
import io.tribunal.core.policy.Policy;
import java.util.Optional;

/** The rules about what a well-signed request says: partition, validity, body (PROTOCOL 4). */
final class RequestRules {
    private final int partitions;

    RequestRules(int partitions) {
        this.partitions = partitions;
    }

    Optional<Refusal> check(BusinessRecord record, Request request, Policy policy) {
        int home = ShardPartitioner.partitionOf(request.shardKey(), partitions);
        if (home != record.position().partition()) {
            return Refusal.because(
                    Rejection.WRONG_PARTITION, RejectionDetail.SHARD_KEY, "the shard key belongs to partition " + home);
        }
        if (record.appendTime() > request.notAfter()) {
            return Refusal.because(
                    Rejection.EXPIRED,
                    RejectionDetail.APPENDED_TOO_LATE,
                    "appended at " + record.appendTime() + ", valid until " + request.notAfter());
        }
        if (request.notAfter() - record.appendTime() > policy.timing().maxValidity()) {
            return Refusal.because(
                    Rejection.EXPIRED,
                    RejectionDetail.VALID_TOO_LONG,
                    "valid for more than " + policy.timing().maxValidity() + " ms");
        }
        if (request.contentType().equals("application/json")
                && !StrictJson.isCanonicalBody(request.body().array())) {
            return Refusal.because(Rejection.MALFORMED_BODY, RejectionDetail.BODY_NOT_CANONICAL);
        }
        return Refusal.none();
    }
}
