package io.tribunal.core.partition;

import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.ResponseBatch.SignedHeader;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.partition.Event.Reason;
import java.util.Optional;

/** Whether a response-log record is a batch of a member, judged by the registry at the cursor (PROTOCOL 2, 5). */
final class BatchAdmission {
    private final PartitionAdmission rules;

    BatchAdmission(PartitionAdmission rules) {
        this.rules = rules;
    }

    /** What a record turns out to be. */
    sealed interface Result permits ByExecutor, ByValidator, Refused {}

    record ByExecutor(ExecutorId executor, KeyId key, ResponseBatch batch) implements Result {}

    /** A validator's heartbeat: it only says how far the validator has read. */
    record ByValidator(ValidatorId validator, KeyId key, long processedTo) implements Result {}

    record Refused(Reason reason, String detail) implements Result {}

    /** Decodes the responses only when the signature over their header holds. */
    Result check(ResponseRecord record) {
        if (record.header().isEmpty()) {
            return new Refused(Reason.MALFORMED, record.detail());
        }
        SignedHeader signed = record.header().get();
        if (!rules.policy().accepts(signed.fingerprint())) {
            return new Refused(Reason.MALFORMED, "header schema is not accepted at this position");
        }
        if (!signed.header().deployment().equals(rules.deployment())) {
            return new Refused(Reason.WRONG_DEPLOYMENT, "signed for another deployment");
        }
        Optional<RegisteredKey> key =
                rules.registry().findNamed(signed.envelope().keyId());
        return key.map(known -> checkSigned(record, signed, known))
                .orElseGet(() -> new Refused(Reason.UNKNOWN_KEY, "key is not registered here"));
    }

    private Result checkSigned(ResponseRecord record, SignedHeader signed, RegisteredKey key) {
        if (!key.owner().equals(signed.header().author())) {
            return new Refused(Reason.BAD_SIGNATURE, "key belongs to another");
        }
        if (signed.header().partition() != record.position().partition()) {
            return new Refused(Reason.BAD_SIGNATURE, "signed for another partition");
        }
        if (!rules.envelopes().isSignedBy(key, signed.envelope())) {
            return new Refused(Reason.BAD_SIGNATURE, "signature does not verify");
        }
        return record.batch()
                .map(batch -> member(key, batch))
                .orElseGet(() -> new Refused(Reason.MALFORMED, record.detail()));
    }

    private Result member(RegisteredKey key, ResponseBatch batch) {
        if (key.role() == Role.EXECUTOR) {
            ExecutorId executor = new ExecutorId(key.owner());
            return rules.genesis().executors().contains(executor)
                    ? new ByExecutor(executor, key.keyId(), batch)
                    : new Refused(Reason.NOT_A_MEMBER, "no executor of this deployment");
        }
        if (key.role() == Role.VALIDATOR && batch.items().isEmpty()) {
            ValidatorId validator = new ValidatorId(key.owner());
            return rules.genesis().validators().contains(validator)
                    ? new ByValidator(validator, key.keyId(), batch.header().processedTo())
                    : new Refused(Reason.NOT_A_MEMBER, "no validator of this deployment");
        }
        return new Refused(Reason.BAD_SIGNATURE, "a " + key.role() + " key may not sign this");
    }
}
