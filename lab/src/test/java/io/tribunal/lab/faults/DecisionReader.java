package io.tribunal.lab.faults;

import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.isolation.DecisionLogEvent;
import io.tribunal.core.isolation.DecisionLogMachine;
import io.tribunal.core.isolation.Member;
import io.tribunal.core.isolation.MemberStatus;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.kafka.log.BusinessLogScan;
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

/** Reads the validators' decisions from each topic that carries them, with the checks that every reader makes. */
record DecisionReader(FaultFixture fixture) {

    /** Keys and membership at the end of each partition of the business log. */
    List<DecisionChain> chains() {
        List<DecisionChain> chains = new ArrayList<>();
        for (int partition = 0; partition < fixture.topics().partitions(); partition++) {
            PartitionAdmission admission =
                    new PartitionAdmission(partition, fixture.deploymentHash(), Ed25519.verifier());
            BusinessLogScan.scan(fixture.settings(), fixture.topics().businessLog(), partition, record -> {
                if (!record.isRequest()) {
                    admission.decide(record);
                }
            });
            chains.add(admission.chain());
        }
        return chains;
    }

    /** Waits until the executor has the wanted status in every partition; returns how long that took. */
    Duration awaitStatus(String executor, Predicate<MemberStatus> wanted, String what) {
        return Waits.measure(
                executor + " " + what,
                () -> chains().stream()
                        .map(chain -> chain.membership()
                                .find(new ExecutorId(executor))
                                .map(Member::status))
                        .allMatch(status -> status.filter(wanted).isPresent()));
    }

    /** The membership events in the order of isolation-audit. */
    List<MembershipEvent> events() {
        return audit().stream()
                .map(it -> it.decision().subject())
                .filter(IsolationProposal.class::isInstance)
                .map(subject -> ((IsolationProposal) subject).event())
                .toList();
    }

    /** The decisions in isolation-audit by number, the first record of each number. */
    List<CertifiedDecision> audit() {
        SortedMap<Long, CertifiedDecision> audit = new TreeMap<>();
        TopicScan.scan(fixture.settings(), fixture.topics().isolationAudit(), 1, record -> {
            CertifiedDecision decision = DecisionCodec.decodeFramed(record.value());
            audit.putIfAbsent(decision.decision().number(), decision);
        });
        return List.copyOf(audit.values());
    }

    /** The decisions that a reader derives from isolation-endorsements, from its first record on. */
    List<CertifiedDecision> replayed() {
        DecisionLogMachine machine =
                new DecisionLogMachine(fixture.genesis(), fixture.deploymentHash(), Ed25519.verifier());
        List<CertifiedDecision> certified = new ArrayList<>();
        TopicScan.scan(
                fixture.settings(),
                fixture.topics().isolationEndorsements(),
                1,
                record -> machine.process(LogRecords.decisionLog(record)).forEach(event -> {
                    if (event instanceof DecisionLogEvent.Certified done) {
                        certified.add(done.decision());
                    }
                }));
        return certified;
    }

    /** The records that isolation-decisions holds now, by executor. */
    SortedMap<String, List<CertifiedDecision>> latest() {
        SortedMap<String, List<CertifiedDecision>> latest = new TreeMap<>();
        TopicScan.scan(
                fixture.settings(),
                List.of(new TopicPartition(fixture.topics().isolationDecisions(), 0)),
                record -> latest.computeIfAbsent(
                                new String(record.key(), StandardCharsets.UTF_8), key -> new ArrayList<>())
                        .add(DecisionCodec.decodeFramed(record.value())));
        return latest;
    }
}
