package io.tribunal.cli.root;

import io.tribunal.cli.input.DeploymentLogs;
import io.tribunal.cli.input.DeploymentTopics;
import io.tribunal.cli.input.TopicReader;
import io.tribunal.core.admission.Decision;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.isolation.DecisionLogEvent;
import io.tribunal.core.isolation.DecisionLogMachine;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Genesis;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.log.LogRecords;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.topic.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * All decisions of a deployment as its logs have them: their order from isolation-endorsements, and from each partition of
 * business-log where they are in force. Where there are no validators, partition 0 of business-log is the order.
 */
public final class DecisionReader implements AutoCloseable {
    private static final int FIRST_PARTITION = 0;

    private final DeploymentLogs logs;
    private final Optional<DecisionLogMachine> order;
    private final List<PartitionAdmission> admissions;
    private final TopicReader endorsements;
    private final TopicReader business;
    private final List<OrderedDecision> ordered = new ArrayList<>();
    private final List<CertifiedDecision> certified = new ArrayList<>();
    private final Map<Long, DecisionLogEvent.Reason> dropped = new HashMap<>();
    /** By decision number and partition, the offset from which it is in force. */
    private final SortedMap<Long, SortedMap<Integer, Long>> inForce = new TreeMap<>();

    /**
     * Reads nothing yet.
     *
     * @throws io.tribunal.kafka.log.LogDamagedException when a topic is missing or was made anew
     */
    public DecisionReader(TribunalConfig config) {
        logs = DeploymentLogs.open(config);
        DeploymentTopics.require(config, Topic.BUSINESS_LOG, Topic.ISOLATION_ENDORSEMENTS);
        Genesis genesis = logs.genesis();
        order = genesis.validators().isEmpty()
                ? Optional.empty()
                : Optional.of(new DecisionLogMachine(genesis, logs.deployment(), Ed25519.verifier()));
        admissions = IntStream.range(0, genesis.partitions())
                .mapToObj(partition -> new PartitionAdmission(partition, logs.deployment(), Ed25519.verifier()))
                .toList();
        endorsements = new TopicReader(config, logs.topics().isolationEndorsements(), OptionalInt.empty());
        business = new TopicReader(config, logs.topics().businessLog(), OptionalInt.empty());
        endorsements.seek(0);
        business.seek(0);
    }

    /** Reads what the logs have more now. */
    public void readToEnd() {
        order.ifPresent(machine -> endorsements.readToEnd(record -> {
            machine.process(LogRecords.decisionLog(record)).forEach(this::take);
            return true;
        }));
        business.readToEnd(record -> {
            take(record);
            return true;
        });
    }

    private void take(DecisionLogEvent event) {
        switch (event) {
            case DecisionLogEvent.Ordered one -> ordered.add(one.decision());
            case DecisionLogEvent.Certified one -> certified.add(one.decision());
            case DecisionLogEvent.Dropped one -> dropped.put(one.offset(), one.reason());
            case DecisionLogEvent.RejoinAsked ignored -> {}
            case DecisionLogEvent.Alarm ignored -> {}
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> logged) {
        BusinessRecord record = LogRecords.business(logged);
        if (!record.isRequest()
                && admissions.get(logged.partition()).decide(record) instanceof Decision.Applied applied) {
            CertifiedDecision decision = applied.control().certified();
            inForce.computeIfAbsent(decision.decision().number(), number -> new TreeMap<>())
                    .put(logged.partition(), logged.offset());
            if (order.isEmpty() && logged.partition() == FIRST_PARTITION) {
                ordered.add(decision.decision());
                certified.add(decision);
            }
        }
    }

    public DeploymentLogs logs() {
        return logs;
    }

    /** Whether validators order the decisions, and write them to the partitions. */
    boolean hasValidators() {
        return order.isPresent();
    }

    /** The rules after the last decision that has a number. */
    public RulesInForce rules() {
        DecisionChain chain = order.map(DecisionLogMachine::chain)
                .orElseGet(() -> admissions.get(FIRST_PARTITION).chain());
        return new RulesInForce(logs.genesis(), chain);
    }

    /** The decision on the subject of that hash, if it has its number. */
    Optional<OrderedDecision> find(Hash subject) {
        return ordered.stream()
                .filter(decision -> decision.subject().hash().equals(subject))
                .findFirst();
    }

    /** The decisions that are certified, decision n at index n - 1. */
    List<CertifiedDecision> certified() {
        return List.copyOf(certified);
    }

    /** By partition, the offset from which a decision is in force there. */
    SortedMap<Integer, Long> inForce(long number) {
        return inForce.getOrDefault(number, new TreeMap<>());
    }

    /** The number of the last decision that is in force in a partition. */
    long lastIn(int partition) {
        return admissions.get(partition).chain().number();
    }

    /** Why the record at an offset of isolation-endorsements changed nothing, if it was read and did not. */
    Optional<DecisionLogEvent.Reason> dropped(long offset) {
        return Optional.ofNullable(dropped.get(offset));
    }

    @Override
    public void close() {
        endorsements.close();
        business.close();
    }
}
