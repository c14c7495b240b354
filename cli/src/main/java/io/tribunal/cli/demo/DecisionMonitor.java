package io.tribunal.cli.demo;

import io.tribunal.core.admission.Decision;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.isolation.MemberStatus;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.genesis.BusinessLogScan;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.topic.TopicNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The decisions that the partitions obey, their certificates checked as everyone checks them. */
final class DecisionMonitor {
    private final SortedMap<Integer, DecisionChain> chains = new TreeMap<>();
    private final SortedMap<Long, CertifiedDecision> certified = new TreeMap<>();
    /** By decision, when it took effect in the partition of its evidence, epoch ms by the broker. */
    private final SortedMap<Long, Long> effective = new TreeMap<>();
    /** By request, when it was written, epoch ms by the broker. */
    private final Map<LogPosition, Long> written = new HashMap<>();

    /** Reads every partition of business-log. */
    static DecisionMonitor read(ClientSettings settings, TopicNames topics, int partitions, Hash deployment) {
        DecisionMonitor decisions = new DecisionMonitor();
        for (int partition = 0; partition < partitions; partition++) {
            PartitionAdmission rules = new PartitionAdmission(partition, deployment, Ed25519.verifier());
            BusinessLogScan.scan(settings, topics.businessLog(), partition, record -> decisions.take(rules, record));
            decisions.chains.put(partition, rules.chain());
        }
        return decisions;
    }

    private void take(PartitionAdmission rules, BusinessRecord record) {
        if (record.isRequest()) {
            written.put(record.position(), record.appendTime());
        } else if (rules.decide(record) instanceof Decision.Applied applied) {
            CertifiedDecision decision = applied.control().certified();
            certified.put(decision.decision().number(), decision);
            if (decision.decision().subject() instanceof IsolationProposal proposal
                    && proposal.position().partition() == record.position().partition()) {
                effective.put(decision.decision().number(), record.appendTime());
            }
        }
    }

    /** What is not as it must be: partitions that have not come as far as others. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        chains.forEach((partition, chain) -> {
            if (chain.number() < certified.size()) {
                missing.add("decision " + (chain.number() + 1) + " has not reached partition " + partition);
            }
        });
        return missing;
    }

    /** Whether all of these executors are ACTIVE in every partition. */
    boolean areActive(Collection<ExecutorId> executors) {
        return chains.values().stream()
                .allMatch(chain -> chain.membership().active().containsAll(executors));
    }

    /** An executor's status as the furthest partition has it. */
    MemberStatus status(ExecutorId executor) {
        return furthest().membership().find(executor).orElseThrow().status();
    }

    private DecisionChain furthest() {
        return chains.values().stream()
                .max(Comparator.comparingLong(DecisionChain::number))
                .orElseThrow();
    }

    /** The decisions about executors, in their order. */
    List<DecisionSummary> reports(DeviationCounts dissent) {
        List<DecisionSummary> reports = new ArrayList<>();
        certified.values().forEach(decision -> {
            if (decision.decision().subject() instanceof IsolationProposal proposal) {
                reports.add(report(decision, proposal, dissent));
            }
        });
        return reports;
    }

    private DecisionSummary report(CertifiedDecision decision, IsolationProposal proposal, DeviationCounts dissent) {
        long number = decision.decision().number();
        String executor = proposal.executor().value();
        int partition = proposal.position().partition();
        DeviationCounts.@Nullable First first = first(proposal, dissent).orElse(null);
        Long takenAt = effective.get(number);
        return new DecisionSummary(
                number,
                executor,
                change(proposal.event()),
                proposal.event() instanceof MembershipEvent.Isolate isolate
                        ? isolate.kind().name()
                        : "",
                partition,
                proposal.evidence(),
                proposal.statistic(),
                decision.decision().outcome().name(),
                signers(decision),
                first == null || takenAt == null ? null : (Long) (takenAt - first.time()),
                first == null || proposal.evidence().isEmpty()
                        ? null
                        : (Long) (proposal.evidence().getLast() - first.businessOffset() + 1));
    }

    /** The first that showed what it is accused of. Slow answers are no deviations: of those the evidence tells. */
    private Optional<DeviationCounts.First> first(IsolationProposal proposal, DeviationCounts dissent) {
        return switch (proposal.event()) {
            case MembershipEvent.Isolate(ExecutorId ignored, DeviationClass kind) ->
                kind == DeviationClass.SLOW ? firstSlow(proposal) : deviation(proposal, dissent);
            case MembershipEvent.Down ignored -> deviation(proposal, dissent);
            default -> Optional.empty();
        };
    }

    private static Optional<DeviationCounts.First> deviation(IsolationProposal proposal, DeviationCounts dissent) {
        return dissent.first(proposal.executor().value(), proposal.position().partition());
    }

    private Optional<DeviationCounts.First> firstSlow(IsolationProposal proposal) {
        int partition = proposal.position().partition();
        return proposal.evidence().stream()
                .findFirst()
                .map(offset -> new DeviationCounts.First(
                        offset, Objects.requireNonNull(written.get(new LogPosition(partition, offset)))));
    }

    private static String change(MembershipEvent event) {
        return switch (event) {
            case MembershipEvent.Isolate ignored -> "ISOLATED";
            case MembershipEvent.Down ignored -> "DOWN";
            case MembershipEvent.Up ignored -> "UP";
            case MembershipEvent.Probation ignored -> "PROBATION";
            case MembershipEvent.Readmit ignored -> "READMITTED";
        };
    }

    private List<String> signers(CertifiedDecision decision) {
        Collection<RegisteredKey> keys = furthest().registry().everRegistered();
        return decision.certificate().signatures().stream()
                .flatMap(signature -> keys.stream()
                        .filter(key -> key.keyId().value().equals(signature.keyId()))
                        .map(RegisteredKey::owner))
                .sorted()
                .toList();
    }
}
