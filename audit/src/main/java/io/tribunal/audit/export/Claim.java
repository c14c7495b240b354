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
 * What a record of isolation-decisions claims; anyone who may write there can claim anything.
 *
 * @param decision empty when the record is none
 * @param detail what is wrong with the record itself, else empty text
 */
public record Claim(long offset, String key, Optional<CertifiedDecision> decision, String detail) {
    private static final String OTHER_KEY = "the key is not whom the decision is about";

    /** What a claim is worth. */
    public enum Worth {
        /** It is in force. */
        VALID,
        /** Its number is beyond what partition 0 shows: written there shortly, or never. */
        AHEAD,
        /** It is not what was decided. */
        FORGED
    }

    /**
     * A claim, judged.
     *
     * @param why for people; empty text for a valid one
     */
    public record Judged(Claim claim, Worth worth, String why) {}

    /** The claim of a record, whatever stands in it. */
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

    /** Compares it with the decisions in force. */
    public Judged judge(DecisionHistory history, SignatureVerifier signatures) {
        if (decision.isEmpty()) {
            return new Judged(this, Worth.FORGED, detail);
        }
        long ahead = decision.get().decision().number() - history.chain().number();
        if (ahead > 1) {
            return new Judged(this, Worth.AHEAD, "the decisions before it are not in partition 0 yet");
        }
        return history.flaw(decision.get(), signatures)
                .map(flaw -> new Judged(this, Worth.FORGED, flaw))
                .orElseGet(() -> ahead == 1
                        ? new Judged(this, Worth.AHEAD, "certified, not in partition 0 yet")
                        : new Judged(this, Worth.VALID, ""));
    }
}
