package io.tribunal.audit.export;

import io.tribunal.audit.export.EvidenceLogs.LogRecord;
import io.tribunal.core.admission.Decision;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.isolation.ValidatorSet;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.signature.SignatureVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every decision that has reached a partition, each checked with the keys in force before it, and who is what after them.
 *
 * @param entries decision 1 and so on
 * @param chain after the last of them
 */
public record DecisionHistory(Genesis genesis, List<Entry> entries, DecisionChain chain) {
    private static final int PARTITION = 0;

    public DecisionHistory {
        entries = List.copyOf(entries);
    }

    /**
     * A decision where it stands.
     *
     * @param before rules in force before it
     * @param appendTime epoch ms
     */
    public record Entry(CertifiedDecision certified, DecisionChain before, LogPosition position, long appendTime) {
        public long number() {
            return certified.decision().number();
        }
    }

    /**
     * The history that partition 0 shows now.
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
     * What is wrong with a decision from elsewhere: another one of its number is in force, or its certificate does not hold;
     * empty for one that is in force, or can be the next one.
     */
    public Optional<String> flaw(CertifiedDecision claimed, SignatureVerifier signatures) {
        long number = claimed.decision().number();
        Optional<Entry> known = find(number);
        if (known.isPresent()
                && !known.get()
                        .certified()
                        .decision()
                        .hash()
                        .equals(claimed.decision().hash())) {
            return Optional.of("decision " + number + " in force is another one");
        }
        DecisionChain before = known.map(Entry::before).orElse(chain);
        return before.check(claimed, new ValidatorSet(genesis, signatures))
                .map(objection -> objection.reason() + ", " + objection.detail());
    }
}
