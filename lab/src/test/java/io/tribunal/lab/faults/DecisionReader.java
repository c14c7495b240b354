package io.tribunal.lab.faults;

import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.isolation.Member;
import io.tribunal.core.isolation.MemberStatus;
import io.tribunal.core.isolation.DecisionLogEvent;
import io.tribunal.core.isolation.DecisionLogMachine;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.kafka.genesis.BusinessLogScan;
import io.tribunal.kafka.log.LogRecords;
import io.tribunal.schemas.codec.DecisionCodec;
import io.tribunal.schemas.signing.Ed25519;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/** What validators have decided, read from each place where it stands and checked as everyone checks it. */
record DecisionReader(FaultFixture arena) {

    /** Keys and membership at the end of each partition. */
    List<DecisionChain> chains() {
        List<DecisionChain> chains = new ArrayList<>();
        for (int partition = 0; partition < arena.topics().partitions(); partition++) {
            PartitionAdmission rules = new PartitionAdmission(partition, arena.deploymentHash(), Ed25519.verifier());
            BusinessLogScan.scan(arena.settings(), arena.topics().businessLog(), partition, record -> {
                if (!record.isRequest()) {
                    rules.decide(record);
                }
            });
            chains.add(rules.chain());
        }
        return chains;
    }

    /** Until the executor's status is such in every partition; how long that took. */
    Duration awaitStatus(String executor, Predicate<MemberStatus> wanted, String what) {
        return Await.until(
                executor + " " + what,
                () -> chains().stream()
                        .map(chain -> chain.membership()
                                .find(new ExecutorId(executor))
                                .map(Member::status))
                        .allMatch(status -> status.filter(wanted).isPresent()));
    }

    /** The events about executors, in the order of the audit, which must be dense and its own chain. */
    List<MembershipEvent> events() {
        return audit().stream()
                .map(it -> it.decision().subject())
                .filter(IsolationProposal.class::isInstance)
                .map(subject -> ((IsolationProposal) subject).event())
                .toList();
    }

    /** isolation-audit: the first of each number, in order. */
    List<CertifiedDecision> audit() {
        SortedMap<Long, CertifiedDecision> audit = new TreeMap<>();
        TopicScan.scan(arena.settings(), arena.topics().isolationAudit(), 1, record -> {
            CertifiedDecision decision = DecisionCodec.decodeFramed(record.value());
            audit.putIfAbsent(decision.decision().number(), decision);
        });
        return List.copyOf(audit.values());
    }

    /** The decisions that follow from isolation-endorsements, by a reader that begins at its first record. */
    List<CertifiedDecision> replayed() {
        DecisionLogMachine machine = new DecisionLogMachine(arena.genesis(), arena.deploymentHash(), Ed25519.verifier());
        List<CertifiedDecision> certified = new ArrayList<>();
        TopicScan.scan(
                arena.settings(),
                arena.topics().isolationEndorsements(),
                1,
                record -> machine.process(LogRecords.order(record)).forEach(event -> {
                    if (event instanceof DecisionLogEvent.Certified done) {
                        certified.add(done.decision());
                    }
                }));
        return certified;
    }

    /** All records of isolation-decisions as a reader that starts now finds them, by executor. */
    SortedMap<String, List<CertifiedDecision>> latest() {
        SortedMap<String, List<CertifiedDecision>> latest = new TreeMap<>();
        TopicScan.scan(
                arena.settings(),
                List.of(new TopicPartition(arena.topics().isolationDecisions(), 0)),
                record -> latest.computeIfAbsent(
                                new String(record.key(), StandardCharsets.UTF_8), key -> new ArrayList<>())
                        .add(DecisionCodec.decodeFramed(record.value())));
        return latest;
    }
}
