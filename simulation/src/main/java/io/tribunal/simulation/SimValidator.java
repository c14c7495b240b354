package io.tribunal.simulation;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.isolation.DecisionLogEvent;
import io.tribunal.core.isolation.DecisionLogMachine;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.core.log.Control;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.pipeline.DetectionPipeline;
import io.tribunal.core.signature.Signer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An honest validator: reads the logs at its own pace, derives everything from them, and writes what is missing. It keeps
 * nothing over a restart, so a new one reaches the same result.
 */
final class SimValidator {
    private final String name;
    private final Signer signer;
    private final List<PartitionSimulation> partitions;
    private final List<DecisionLogRecord> decisionLog;
    private final List<DetectionPipeline> pipelines = new ArrayList<>();
    private final int[] read;
    private final DecisionLogMachine machine;
    private final Set<Hash> endorsed = new HashSet<>();
    private final Map<Hash, IsolationProposal> derived = new LinkedHashMap<>();
    private final SortedMap<Long, OrderedDecision> pending = new TreeMap<>();
    private final Set<LogPosition> published = new HashSet<>();
    private final Set<Long> ratified = new HashSet<>();
    private final List<CertifiedDecision> certified = new ArrayList<>();
    private int decisionLogRead;

    SimValidator(
            String name,
            SimDeployment deployment,
            List<PartitionSimulation> partitions,
            List<DecisionLogRecord> decisionLog) {
        this.name = name;
        this.signer = SimKeys.signer(name);
        this.partitions = partitions;
        this.decisionLog = decisionLog;
        this.read = new int[partitions.size()];
        this.machine = new DecisionLogMachine(deployment.genesis(), deployment.hash(), SimKeys.VERIFIER);
        partitions.forEach(simulated -> pipelines.add(new DetectionPipeline(
                simulated.logs().partition(), PartitionRun.machine(deployment, simulated.logs()))));
    }

    String name() {
        return name;
    }

    /** Does one random thing; returns false when there was nothing to do. */
    boolean step(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> readDecisionLog();
            case 1 -> endorse();
            case 2 -> publish(random.nextInt(partitions.size()));
            default -> detect(random.nextInt(partitions.size()));
        };
    }

    private boolean detect(int partition) {
        SimulatedLogs logs = partitions.get(partition).logs();
        if (read[partition] == logs.responseSize()) {
            return false;
        }
        ResponseRecord record = logs.response(read[partition]++);
        pipelines
                .get(partition)
                .process(record)
                .proposals()
                .forEach(proposal -> derived.put(proposal.hash(), proposal));
        return true;
    }

    private boolean readDecisionLog() {
        if (decisionLogRead == decisionLog.size()) {
            return false;
        }
        DecisionLogRecord record = decisionLog.get(decisionLogRead++);
        rememberOwn(record.content());
        for (DecisionLogEvent event : machine.process(record)) {
            switch (event) {
                case DecisionLogEvent.Ordered ordered ->
                    pending.put(ordered.decision().number(), ordered.decision());
                case DecisionLogEvent.Certified done -> {
                    pending.remove(done.decision().decision().number());
                    certified.add(done.decision());
                }
                case DecisionLogEvent.RejoinAsked asked ->
                    derived.put(asked.probation().hash(), asked.probation());
                case DecisionLogEvent.Alarm ignored -> {}
                case DecisionLogEvent.Dropped ignored -> {}
            }
        }
        return true;
    }

    private void rememberOwn(DecisionLogRecord.Content content) {
        if (content instanceof DecisionLogRecord.Endorsement own && isOwn(own.signature())) {
            endorsed.add(own.proposal().hash());
        }
        if (content instanceof DecisionLogRecord.Ratification own && isOwn(own.signature())) {
            ratified.add(own.number());
        }
    }

    private boolean isOwn(KeySignature signature) {
        return signature.keyId().equals(signer.keyId().value());
    }

    /** Endorses what it has derived, but only after it has read its earlier records, so that it writes nothing twice. */
    private boolean endorse() {
        if (decisionLogRead < decisionLog.size() || derived.isEmpty()) {
            return ratify();
        }
        derived.values().stream()
                .filter(proposal -> machine.chain().allows(proposal))
                .filter(proposal -> endorsed.add(proposal.hash()))
                .toList()
                .forEach(proposal -> append(
                        new DecisionLogRecord.Endorsement(proposal, KeySignature.by(signer, proposal.signedBytes()))));
        derived.values().removeIf(proposal -> proposal.previousDecision() <= chain().number());
        return true;
    }

    private boolean ratify() {
        List<OrderedDecision> unsigned = decisionLogRead < decisionLog.size()
                ? List.of()
                : pending.values().stream()
                        .filter(decision -> ratified.add(decision.number()))
                        .toList();
        unsigned.forEach(decision -> append(new DecisionLogRecord.Ratification(
                decision.number(), KeySignature.by(signer, decision.signedBytes()))));
        return !unsigned.isEmpty();
    }

    /** Writes the next decision that the partition lacks, as far as it has read the partition; each only once. */
    private boolean publish(int partition) {
        long inForce =
                read[partition] == 0 ? certified.size() : chainOf(partition).number();
        if (inForce >= certified.size() || !published.add(new LogPosition(partition, inForce))) {
            return false;
        }
        partitions
                .get(partition)
                .appendControl(PlannedEntry.control(
                        SimDeployment.sign(name, new Control(certified.get(Math.toIntExact(inForce))))));
        return true;
    }

    private void append(DecisionLogRecord.Content content) {
        decisionLog.add(new DecisionLogRecord(decisionLog.size(), content));
    }

    DecisionChain chain() {
        return machine.chain();
    }

    /** Keys, policy and membership in force at the cursor of a partition. */
    DecisionChain chainOf(int partition) {
        return pipelines.get(partition).chain();
    }

    List<CertifiedDecision> certified() {
        return certified;
    }
}
