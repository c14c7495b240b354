package io.tribunal.audit.export;

import io.tribunal.audit.export.EvidenceLogs.LogRecord;
import io.tribunal.core.admission.Decision;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.isolation.ValidatorSet;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.signature.SignatureVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The decisions in a partition, each checked with the keys in force before it, and the chain that they lead to.
 *
 * @param entries from decision 1 on
 * @param chain after the last of them
 */
public record DecisionHistory(Genesis genesis, List<Entry> entries, DecisionChain chain) {
    private static final int PARTITION = 0;

    public DecisionHistory {
        entries = List.copyOf(entries);
    }

    /**
     * A decision at its place in the log.
     *
     * @param before the chain before it
     * @param appendTime epoch ms
     */
    public record Entry(CertifiedDecision certified, DecisionChain before, LogPosition position, long appendTime) {
        public long number() {
            return certified.decision().number();
        }
    }

    /**
     * The history that partition 0 holds now.
     *
     * @param deployment SHA-256 of the genesis payload
     * @throws io.tribunal.core.admission.BadGenesisException when the log is not of that deployment
     */
    public static DecisionHistory read(EvidenceLogs logs, Hash deployment, SignatureVerifier signatures) {
        PartitionAdmission admission = new PartitionAdmission(PARTITION, deployment, signatures);
        LogDecoding decoding = new LogDecoding(PARTITION);
        List<Entry> entries = new ArrayList<>();
        logs.business(PARTITION, record -> take(admission, decoding.business(record), record, entries));
        return new DecisionHistory(admission.genesis(), entries, admission.chain());
    }

    private static void take(
            PartitionAdmission admission, BusinessRecord record, LogRecord logged, List<Entry> entries) {
        if (record.isRequest()) {
            return;
        }
        Optional<DecisionChain> before = admission.isOpen() ? Optional.of(admission.chain()) : Optional.empty();
        if (admission.decide(record) instanceof Decision.Applied applied) {
            entries.add(new Entry(
                    applied.control().certified(), before.orElseThrow(), record.position(), logged.appendTime()));
        }
    }

    /** The decision of that number, if partition 0 has it. */
    public Optional<Entry> find(long number) {
        return number >= 1 && number <= entries.size() ? Optional.of(entries.get((int) number - 1)) : Optional.empty();
    }

    /**
     * Why a decision from another source is false: a different decision with its number is in force, or its certificate
     * is invalid. Empty for one that is in force or can be the next.
     */
    public Optional<String> contradiction(CertifiedDecision claimed, SignatureVerifier signatures) {
        long number = claimed.decision().number();
        Optional<Entry> known = find(number);
        if (known.isPresent()
                && !known.get()
                        .certified()
                        .decision()
                        .hash()
                        .equals(claimed.decision().hash())) {
            return Optional.of("decision " + number + " in force is a different one");
        }
        DecisionChain before = known.map(Entry::before).orElse(chain);
        return before.check(claimed, new ValidatorSet(genesis, signatures))
                .map(violation -> violation.reason() + ", " + violation.words());
    }
}
