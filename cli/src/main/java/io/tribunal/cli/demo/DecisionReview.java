package io.tribunal.cli.demo;

import io.tribunal.core.admission.Decision;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.isolation.MemberStatus;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.log.BusinessLogScan;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.topic.TopicCatalogue;
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

/** The decisions in the business log of every partition, their certificates checked as by every reader. */
final class DecisionReview {
    private final SortedMap<Integer, DecisionChain> chains = new TreeMap<>();
    private final SortedMap<Long, CertifiedDecision> certified = new TreeMap<>();
    /** By decision, when the broker appended it to the partition of its evidence, epoch ms. */
    private final SortedMap<Long, Long> effectiveAt = new TreeMap<>();
    /** By request, when the broker appended it, epoch ms. */
    private final Map<LogPosition, Long> appendedAt = new HashMap<>();

    /** Reads every partition of the business log. */
    static DecisionReview read(ClientSettings settings, TopicCatalogue topics, Hash deployment) {
        DecisionReview review = new DecisionReview();
        for (int partition = 0; partition < topics.partitions(); partition++) {
            PartitionAdmission admission = new PartitionAdmission(partition, deployment, Ed25519.verifier());
            BusinessLogScan.scan(settings, topics.businessLog(), partition, record -> review.take(admission, record));
            review.chains.put(partition, admission.chain());
        }
        return review;
    }

    private void take(PartitionAdmission admission, BusinessRecord record) {
        if (record.isRequest()) {
            appendedAt.put(record.position(), record.appendTime());
        } else if (admission.decide(record) instanceof Decision.Applied applied) {
            CertifiedDecision decision = applied.control().certified();
            certified.put(decision.decision().number(), decision);
            if (decision.decision().subject() instanceof IsolationProposal proposal
                    && proposal.position().partition() == record.position().partition()) {
                effectiveAt.put(decision.decision().number(), record.appendTime());
            }
        }
    }

    /** Partitions that lack decisions which others have. */
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

    /** An executor's status in the partition with the most decisions. */
    MemberStatus status(String executor) {
        return furthest()
                .membership()
                .find(new ExecutorId(executor))
                .orElseThrow()
                .status();
    }

    private DecisionChain furthest() {
        return chains.values().stream()
                .max(Comparator.comparingLong(DecisionChain::number))
                .orElseThrow();
    }

    /** All decisions, in the order of their numbers. */
    Collection<CertifiedDecision> certified() {
        return certified.values();
    }

    /** When a decision took effect in the partition of its evidence, epoch ms by the broker. */
    Optional<Long> effectiveAt(long decision) {
        return Optional.ofNullable(effectiveAt.get(decision));
    }

    /** When a request was appended, epoch ms by the broker. */
    long appendedAt(LogPosition request) {
        return Objects.requireNonNull(appendedAt.get(request), () -> "no request at " + request);
    }

    /** Owners of the keys that signed a decision, sorted. */
    List<String> signers(CertifiedDecision decision) {
        Collection<RegisteredKey> keys = furthest().registry().everRegistered();
        return decision.certificate().signatures().stream()
                .flatMap(signature -> keys.stream()
                        .filter(key -> key.keyId().value().equals(signature.keyId()))
                        .map(RegisteredKey::owner))
                .sorted()
                .toList();
    }
}
