package io.tribunal.isolation;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.isolation.DecisionLogMachine;
import io.tribunal.core.isolation.ValidatorSet;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.pipeline.DetectionPipeline;
import io.tribunal.core.pipeline.DetectionResult;
import io.tribunal.isolation.decisions.DecisionLog;
import io.tribunal.isolation.decisions.UnconfirmedProposals;
import io.tribunal.isolation.repair.AuditTrail;
import io.tribunal.isolation.repair.DecisionRecord;
import io.tribunal.isolation.repair.LatestDecisions;
import io.tribunal.isolation.repair.PublicationStatus;
import io.tribunal.isolation.repair.PublishedRules;
import io.tribunal.isolation.repair.Reconciler;
import io.tribunal.isolation.repair.WriteSchedule;
import io.tribunal.isolation.signing.CheckpointSigner;
import io.tribunal.isolation.signing.DecisionSigner;
import io.tribunal.isolation.signing.Endorser;
import io.tribunal.isolation.signing.ValidatorIdentity;
import io.tribunal.kafka.log.LogRecords;
import io.tribunal.kafka.process.LogText;
import io.tribunal.kafka.rules.RuleRecord;
import io.tribunal.schemas.codec.CheckpointCodec;
import io.tribunal.schemas.topic.TopicNames;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One validator: folds records into state, then signs and publishes what follows. It keeps nothing over a restart; all
 * of its state follows from the logs. Not safe for use by several threads.
 */
final class Validator implements PublicationStatus {
    private static final Logger LOG = LoggerFactory.getLogger(Validator.class);

    private final ValidatorIdentity identity;
    private final TopicNames topics;
    private final LogFollower logs;
    private final DetectionPipelines detection;
    private final UnconfirmedProposals unconfirmed;
    private final DecisionLog decisionLog;
    private final CheckpointSigner checkpoints;
    private final AuditTrail audit;
    private final LatestDecisions latest;
    private final PublishedRules rules;
    private final Reconciler reconciler;
    private boolean keyWasInForce = true;

    /**
     * A validator that has read nothing yet.
     *
     * @param deployment SHA-256 of the genesis payload
     * @param patience ms, see {@link WriteSchedule}
     * @param pipelines by partition
     * @throws ConfigException when genesis does not name the validator
     */
    Validator(
            ValidatorIdentity identity,
            Genesis genesis,
            Hash deployment,
            long patience,
            TopicNames topics,
            LogFollower logs,
            KafkaWriter writer,
            IntFunction<DetectionPipeline> pipelines) {
        int rank = rank(identity.validator(), genesis);
        this.identity = identity;
        this.topics = topics;
        this.logs = logs;
        this.detection = new DetectionPipelines(
                IntStream.range(0, genesis.partitions()).mapToObj(pipelines).toList());
        this.unconfirmed = new UnconfirmedProposals(identity.validator());
        this.decisionLog = new DecisionLog(
                new DecisionLogMachine(genesis, deployment, identity.verifier()),
                new Endorser(identity, writer),
                new DecisionSigner(identity, writer),
                unconfirmed);
        this.checkpoints = new CheckpointSigner(identity, writer::checkpoint);
        this.audit =
                new AuditTrail(DecisionChain.of(genesis, deployment), new ValidatorSet(genesis, identity.verifier()));
        this.latest = new LatestDecisions(genesis.executors());
        this.rules = new PublishedRules(deployment);
        this.reconciler = new Reconciler(
                genesis.partitions(),
                new WriteSchedule<>(rank, genesis.validators().size(), patience),
                writer);
    }

    private static int rank(ValidatorId validator, Genesis genesis) {
        int rank = genesis.validators().indexOf(validator);
        if (rank < 0) {
            throw new ConfigException(ValidatorConfig.VALIDATOR_ID + " " + validator
                    + " is no validator of this deployment; they are " + genesis.validators());
        }
        return rank;
    }

    /**
     * Processes records in the order that {@link LogFollower#poll} gave, then writes what is due.
     *
     * @param now ms of a clock that never goes back
     */
    void step(List<ConsumerRecord<byte[], byte[]>> records, long now) {
        records.forEach(this::process);
        if (logs.hasReadDecisions()) {
            signPending();
            reconciler.reconcile(decisionLog.certified(), this, now);
        }
        latest.takeInvalid(decisionLog.certified())
                .forEach(record ->
                        warnIgnored(topics.isolationDecisions(), record.offset(), "it is not the certified decision"));
        unconfirmed.takeOverdue(detection::readThrough).forEach(Validator::warnUnconfirmed);
    }

    private void process(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(topics.responseLog())) {
            detect(LogRecords.response(record));
        } else if (record.topic().equals(topics.isolationEndorsements())) {
            decisionLog.process(LogRecords.decisionLog(record));
        } else if (record.topic().equals(topics.checkpoints())) {
            CheckpointCodec.decode(LogRecords.isStamped(record), record.value()).ifPresent(checkpoints::onRecord);
        } else if (record.topic().equals(topics.isolationAudit())) {
            warnIfIgnored(record, audit.read(DecisionRecord.of(record)));
        } else if (record.topic().equals(topics.rules())) {
            warnIfIgnored(record, rules.read(RuleRecord.of(record)));
        } else {
            warnIfIgnored(record, latest.read(DecisionRecord.of(record)));
        }
    }

    private void detect(ResponseRecord record) {
        DetectionResult result = detection.process(record);
        result.proposals().forEach(decisionLog::addDerived);
        result.checkpoints().forEach(checkpoints::add);
    }

    /** Signs nothing with a key that is not in force, since no reader would count the signature. */
    private void signPending() {
        boolean inForce = identity.isInForce(decisionLog.chain().registry());
        if (inForce) {
            decisionLog.signPending();
            checkpoints.signPending();
        } else if (keyWasInForce) {
            LOG.warn("event=key_not_in_force validator={}", identity.validator());
        }
        keyWasInForce = inForce;
    }

    private static void warnIfIgnored(ConsumerRecord<byte[], byte[]> record, Optional<String> reason) {
        reason.ifPresent(text -> warnIgnored(record.topic(), record.offset(), text));
    }

    private static void warnIgnored(String topic, long offset, String reason) {
        LOG.warn("event=decision_ignored record={}@{} reason=\"{}\"", topic, offset, LogText.escaped(reason));
    }

    private static void warnUnconfirmed(UnconfirmedProposals.Unconfirmed unconfirmed) {
        LOG.warn(
                "event=proposal_unconfirmed validator={} executor={} partition={} position={}",
                unconfirmed.validator(),
                unconfirmed.proposal().executor(),
                unconfirmed.proposal().position().partition(),
                unconfirmed.proposal().position().offset());
    }

    @Override
    public OptionalLong inForce(int partition) {
        return logs.hasRead(partition) ? detection.inForce(partition) : OptionalLong.empty();
    }

    @Override
    public long audited() {
        return audit.audited();
    }

    @Override
    public long ruled() {
        return rules.through(decisionLog.certified());
    }

    @Override
    public Optional<CertifiedDecision> latest(ExecutorId executor) {
        return latest.latest(executor);
    }
}
