package io.tribunal.isolation;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.pipeline.DetectionResult;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.kafka.log.LogRecords;
import io.tribunal.kafka.process.LogText;
import io.tribunal.schemas.codec.CheckpointCodec;
import io.tribunal.schemas.topic.TopicNames;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One validator's mind: takes records as they come, then does what follows from them. Nothing in it is kept over a restart,
 * all of it follows from the logs. Not safe for use by several threads.
 */
final class Validator implements Published {
    private static final Logger LOG = LoggerFactory.getLogger(Validator.class);

    private final TopicNames topics;
    private final Tail tail;
    private final Parts parts;
    private boolean voiceless;

    Validator(TopicNames topics, Tail tail, Parts parts) {
        this.topics = topics;
        this.tail = tail;
        this.parts = parts;
    }

    /**
     * Takes records as the tail gave them, then writes what is due.
     *
     * @param now ms of a clock that never goes back
     */
    void step(List<ConsumerRecord<byte[], byte[]>> records, long now) {
        records.forEach(this::take);
        if (tail.hasReadDecisions()) {
            speak();
            parts.reconciler().reconcile(parts.order().certified(), this, now);
        }
        parts.latest()
                .judge(parts.order().certified())
                .forEach(record -> warn(topics.isolationDecisions(), record.offset(), "not what was decided"));
        parts.foreign().expose(parts.investigations()::readThrough).forEach(Validator::expose);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(topics.responseLog())) {
            investigate(LogRecords.response(record));
        } else if (record.topic().equals(topics.isolationEndorsements())) {
            parts.order().fold(LogRecords.order(record));
        } else if (record.topic().equals(topics.checkpoints())) {
            CheckpointCodec.decode(LogRecords.isStamped(record), record.value()).ifPresent(parts.notary()::recall);
        } else if (record.topic().equals(topics.isolationAudit())) {
            parts.audit()
                    .read(DecisionRecord.of(record))
                    .ifPresent(reason -> warn(record.topic(), record.offset(), reason));
        } else {
            parts.latest()
                    .read(DecisionRecord.of(record))
                    .ifPresent(reason -> warn(record.topic(), record.offset(), reason));
        }
    }

    private void investigate(ResponseRecord record) {
        DetectionResult conclusions = parts.investigations().process(record);
        conclusions.proposals().forEach(this::derive);
        conclusions.checkpoints().forEach(parts.notary()::derive);
    }

    private void derive(IsolationProposal proposal) {
        parts.foreign().derive(proposal);
        parts.endorser().derive(proposal);
    }

    /** A key that is not in force, or not yet, signs nothing: nobody would count it. */
    private void speak() {
        boolean counts = parts.voice().counts(parts.order().chain().registry());
        if (counts) {
            parts.endorser().endorse(parts.order().chain());
            parts.ratifier().ratify();
            parts.notary().sign();
        } else if (!voiceless) {
            LOG.warn("event=key_not_in_force validator={}", parts.voice().validator());
        }
        voiceless = !counts;
    }

    private static void warn(String topic, long offset, String reason) {
        LOG.warn("event=decision_ignored record={}@{} reason=\"{}\"", topic, offset, LogText.escaped(reason));
    }

    private static void expose(ForeignProposals.Foreign foreign) {
        LOG.warn(
                "event=foreign_proposal validator={} executor={} partition={} position={}",
                foreign.validator(),
                foreign.proposal().executor(),
                foreign.proposal().position().partition(),
                foreign.proposal().position().offset());
    }

    @Override
    public OptionalLong inForce(int partition) {
        return tail.hasRead(partition) ? parts.investigations().inForce(partition) : OptionalLong.empty();
    }

    @Override
    public long audited() {
        return parts.audit().audited();
    }

    @Override
    public Optional<CertifiedDecision> latest(ExecutorId executor) {
        return parts.latest().latest(executor);
    }
}
