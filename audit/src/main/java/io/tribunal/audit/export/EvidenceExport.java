package io.tribunal.audit.export;

import io.tribunal.audit.bundle.BundleFormat;
import io.tribunal.audit.bundle.EvidenceBundle;
import io.tribunal.audit.bundle.EvidenceBundle.BallotEvidence;
import io.tribunal.audit.bundle.EvidenceBundle.LoggedEntry;
import io.tribunal.audit.bundle.Summary;
import io.tribunal.audit.check.AdmissionReplay;
import io.tribunal.audit.check.BundleCheck;
import io.tribunal.audit.check.EvidenceCollector;
import io.tribunal.audit.export.EvidenceLogs.LogRecord;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.decision.Subject;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Control;
import io.tribunal.core.signature.SignatureVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Builds the evidence bundle of a decision from the logs, which it only reads. It verifies each bundle as a reader
 * would, so it never returns a file that proves nothing.
 */
public final class EvidenceExport {
    private static final int MANDATE_PARTITION = 0;

    private final EvidenceLogs logs;
    private final DecisionHistory history;
    private final SignatureVerifier signatures;

    public EvidenceExport(EvidenceLogs logs, DecisionHistory history, SignatureVerifier signatures) {
        this.logs = logs;
        this.history = history;
        this.signatures = signatures;
    }

    /**
     * The file that proves decision n.
     *
     * @throws NoSuchDecisionException when the logs do not hold it yet
     * @throws io.tribunal.audit.check.RefutedException when what the logs hold does not prove it
     */
    public byte[] of(long number) {
        Subject subject = history.find(number)
                .orElseThrow(() -> new NoSuchDecisionException("there is no decision " + number + "; the last one is "
                        + history.entries().size()))
                .certified()
                .decision()
                .subject();
        EvidenceBundle raw = switch (subject) {
            case RootMandate ignored -> new Records(number, MANDATE_PARTITION, Set.of()).bundle(List.of());
            case IsolationProposal proposal -> bundle(number, proposal);
        };
        BundleCheck.Derived derived = BundleCheck.of(raw, Optional.of(deployment()), signatures);
        return BundleFormat.write(raw.with(
                derived.summary(), derived.chain().links(), derived.chain().head()));
    }

    private Hash deployment() {
        return history.chain().deployment();
    }

    private EvidenceBundle bundle(long number, IsolationProposal proposal) {
        boolean hasBallots = BundleCheck.kind(proposal.event()).isPresent();
        Set<Long> evidence = hasBallots ? Set.copyOf(proposal.evidence()) : Set.of();
        Records records = new Records(number, proposal.position().partition(), evidence);
        return records.bundle(hasBallots ? records.ballots(proposal) : List.of());
    }

    /** The records of one partition that the decision needs. */
    private final class Records {
        private final long number;
        private final LogDecoding decoding;
        private final Set<Long> evidence;
        private final List<LoggedEntry> entries = new ArrayList<>();
        private Optional<AdmissionReplay> replay = Optional.empty();

        Records(long number, int partition, Set<Long> evidence) {
            this.number = number;
            this.decoding = new LogDecoding(partition);
            this.evidence = evidence;
            logs.business(partition, this::take);
            if (opened().decisions().size() < number) {
                throw new NoSuchDecisionException(
                        "decision " + number + " has not reached partition " + partition + " yet; try again");
            }
        }

        private AdmissionReplay opened() {
            return replay.orElseThrow(() -> new NoSuchDecisionException("the log is empty"));
        }

        private void take(LogRecord logged) {
            BusinessRecord record = decoding.business(logged);
            if (replay.isEmpty()) {
                replay = Optional.of(AdmissionReplay.open(record, signatures));
                keep(logged);
            } else if (opened().decisions().size() < number) {
                takeNext(record, logged);
            }
        }

        private void takeNext(BusinessRecord record, LogRecord logged) {
            if (record.content() instanceof BusinessRecord.Entry entry && entry.payload() instanceof Control control) {
                if (opened().isApplied(record, control)) {
                    keep(logged);
                }
            } else if (evidence.contains(record.offset())) {
                opened().take(record);
                keep(logged);
            }
        }

        private void keep(LogRecord logged) {
            entries.add(new LoggedEntry(
                    logged.offset(), logged.appendTime(), logged.value().orElse(Bytes.EMPTY)));
        }

        List<BallotEvidence> ballots(IsolationProposal proposal) {
            EvidenceCollector collector = new EvidenceCollector(opened(), proposal, signatures);
            logs.responses(decoding.partition(), record -> collector.take(decoding.response(record)));
            return collector.ballots();
        }

        EvidenceBundle bundle(List<BallotEvidence> ballots) {
            Summary none = new Summary("", "", "", "", -1, 0, List.of());
            return new EvidenceBundle(
                    EvidenceBundle.FORMAT,
                    deployment(),
                    number,
                    decoding.partition(),
                    none,
                    entries,
                    ballots,
                    List.of(),
                    Hash.ZERO);
        }
    }
}
