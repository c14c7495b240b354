package io.tribunal.audit.export;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.Subject;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.schemas.codec.DecisionCodec;
import io.tribunal.schemas.codec.MalformedRecordException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a record of isolation-decisions claims. Anyone with write access to that topic can claim anything.
 *
 * @param decision empty when the record does not hold one
 * @param detail what is wrong with the record itself; else empty
 */
public record Claim(long offset, String key, Optional<CertifiedDecision> decision, String detail) {
    private static final String OTHER_KEY = "the key is not the executor that the decision is about";

    /** How a claim compares with the decisions in force. */
    public enum Worth {
        /** The decision is in force. */
        VALID,
        /** Its number is higher than the last decision in partition 0, where it may arrive later or never. */
        AHEAD,
        /** It contradicts the decisions in force, or its certificate is invalid. */
        FORGED
    }

    /**
     * A claim, compared with the decisions in force.
     *
     * @param why for people; empty for a valid one
     */
    public record Checked(Claim claim, Worth worth, String why) {}

    /** The claim of a record; never throws. */
    public static Claim of(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        try {
            CertifiedDecision decision = DecisionCodec.decodeFramed(record.value());
            return isKeyOf(key, decision.decision().subject())
                    ? new Claim(record.offset(), key, Optional.of(decision), "")
                    : new Claim(record.offset(), key, Optional.empty(), OTHER_KEY);
        } catch (MalformedRecordException e) {
            return new Claim(record.offset(), key, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private static boolean isKeyOf(String key, Subject subject) {
        return subject instanceof IsolationProposal proposal
                && proposal.executor().value().equals(key);
    }

    /** Compares the claim with the decisions in force. */
    public Checked check(DecisionHistory history, SignatureVerifier signatures) {
        if (decision.isEmpty()) {
            return new Checked(this, Worth.FORGED, detail);
        }
        long ahead = decision.get().decision().number() - history.chain().number();
        if (ahead > 1) {
            return new Checked(this, Worth.AHEAD, "the decisions before it are not in partition 0 yet");
        }
        return history.contradiction(decision.get(), signatures)
                .map(contradiction -> new Checked(this, Worth.FORGED, contradiction))
                .orElseGet(() -> ahead == 1
                        ? new Checked(this, Worth.AHEAD, "certified, not in partition 0 yet")
                        : new Checked(this, Worth.VALID, ""));
    }
}
