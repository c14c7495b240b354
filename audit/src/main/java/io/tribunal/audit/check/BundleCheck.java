package io.tribunal.audit.check;

import static io.tribunal.audit.check.RefutedException.require;

import io.tribunal.audit.bundle.EvidenceBundle;
import io.tribunal.audit.bundle.EvidenceBundle.BallotEvidence;
import io.tribunal.audit.bundle.EvidenceBundle.LoggedEntry;
import io.tribunal.audit.bundle.EvidenceChain;
import io.tribunal.audit.bundle.Summary;
import io.tribunal.audit.check.DeviationCheck.Shown;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.schemas.codec.BusinessCodec;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Checks a bundle's records in the order of {@link FailureReason} and derives the summary and the evidence chain from
 * them. The bundle's own summary and chain are not read here; {@link EvidenceVerifier} compares them afterwards.
 */
public final class BundleCheck {
    private final EvidenceBundle bundle;
    private final SignatureVerifier signatures;
    private final AdmissionReplay replay;

    private BundleCheck(EvidenceBundle bundle, SignatureVerifier signatures) {
        this.bundle = bundle;
        this.signatures = signatures;
        require(!bundle.business().isEmpty(), FailureReason.GENESIS, "the bundle holds no records");
        this.replay = AdmissionReplay.open(record(bundle.business().getFirst()), signatures);
    }

    /** What the records show. */
    public record Derived(Hash deployment, Summary summary, EvidenceChain chain, List<String> unproved) {
        public Derived {
            unproved = List.copyOf(unproved);
        }
    }

    /**
     * Checks all records.
     *
     * @param deployment expected hash of the genesis payload, if known
     * @throws RefutedException for the first check that fails
     */
    public static Derived of(EvidenceBundle bundle, Optional<Hash> deployment, SignatureVerifier signatures) {
        return new BundleCheck(bundle, signatures).run(deployment);
    }

    private Derived run(Optional<Hash> deployment) {
        Hash found = replay.deployment();
        require(found.equals(bundle.deployment()), FailureReason.DEPLOYMENT, "the genesis is of deployment " + found);
        require(
                deployment.isEmpty() || found.equals(deployment.get()),
                FailureReason.DEPLOYMENT,
                "the genesis is of deployment " + found + ", not of the one that was asked for");
        readBusinessLog();
        OrderedDecision decision = decision();
        return switch (decision.subject()) {
            case RootMandate ignored -> mandate(decision);
            case IsolationProposal proposal -> proposal(decision, proposal);
        };
    }

    private void readBusinessLog() {
        long last = bundle.business().getFirst().offset();
        for (LoggedEntry entry : bundle.business().subList(1, bundle.business().size())) {
            require(entry.offset() > last, FailureReason.DECISIONS, "offset " + entry.offset() + " is out of order");
            last = entry.offset();
            replay.take(record(entry));
        }
    }

    private BusinessRecord record(LoggedEntry entry) {
        require(
                bundle.partition() >= 0 && entry.offset() >= 0 && entry.appendTime() >= 0,
                FailureReason.GENESIS,
                "not a log position: " + bundle.partition() + "@" + entry.offset());
        return BusinessCodec.decode(
                new LogPosition(bundle.partition(), entry.offset()),
                entry.appendTime(),
                true,
                entry.value().array());
    }

    private OrderedDecision decision() {
        require(!replay.decisions().isEmpty(), FailureReason.OTHER_DECISION, "the bundle holds no decision");
        OrderedDecision last = replay.decisions().getLast().decision();
        require(
                last.number() == bundle.decision(),
                FailureReason.OTHER_DECISION,
                "the last decision is " + last.number() + "; the file claims " + bundle.decision());
        int partition = last.subject() instanceof IsolationProposal proposal
                ? proposal.position().partition()
                : 0;
        require(
                partition == bundle.partition(),
                FailureReason.OTHER_DECISION,
                "the decision's evidence is from partition " + partition + "; the records are from "
                        + bundle.partition());
        return last;
    }

    private Derived mandate(OrderedDecision decision) {
        requireEvidence(List.of());
        Summary summary = new Summary("MANDATE", "", "", decision.outcome().name(), -1, 0, List.of());
        return new Derived(
                replay.deployment(), summary, EvidenceChain.withoutDeviations(bundle), List.of(Unproved.TIMES));
    }

    private Derived proposal(OrderedDecision decision, IsolationProposal proposal) {
        Optional<DeviationClass> kind = kind(proposal.event());
        requireEvidence(kind.isPresent() ? proposal.evidence() : List.of());
        List<Shown> shown = kind.map(
                        known -> new BallotVerifier(replay, proposal, signatures).shown(bundle.ballots(), known))
                .orElse(List.of());
        kind.ifPresent(known -> StatisticCheck.check(proposal, known, replay.chainsFrom(lastOf(proposal))));
        Summary summary = new Summary(
                nameOf(proposal.event()),
                proposal.executor().value(),
                kind.map(DeviationClass::name).orElse(""),
                decision.outcome().name(),
                proposal.position().offset(),
                proposal.statistic(),
                shown.stream().map(Shown::summary).toList());
        EvidenceChain chain = EvidenceChain.of(
                bundle,
                proposal.executor(),
                shown.stream().map(Shown::deviation).toList());
        return new Derived(replay.deployment(), summary, chain, Unproved.of(kind, shown));
    }

    private static long lastOf(IsolationProposal proposal) {
        return proposal.evidence().stream().mapToLong(offset -> offset).max().orElse(0);
    }

    private void requireEvidence(List<Long> offsets) {
        List<Long> held =
                bundle.ballots().stream().map(BallotEvidence::businessOffset).toList();
        require(
                held.equals(offsets),
                FailureReason.EVIDENCE,
                "the decision names " + offsets + "; the file holds " + held);
        require(
                new HashSet<>(offsets).size() == offsets.size(),
                FailureReason.EVIDENCE,
                "a ballot is named twice: " + offsets);
        int others = bundle.business().size() - 1 - replay.decisions().size();
        require(
                others == offsets.size(),
                FailureReason.EVIDENCE,
                "the file holds " + others + " requests; the decision names " + offsets.size());
    }

    /** The class of deviation that an event is based on; empty for UP, PROBATION and READMIT. */
    public static Optional<DeviationClass> kind(MembershipEvent event) {
        return switch (event) {
            case MembershipEvent.Isolate isolate -> Optional.of(isolate.kind());
            case MembershipEvent.Down ignored -> Optional.of(DeviationClass.SILENT);
            case MembershipEvent.Up ignored -> Optional.empty();
            case MembershipEvent.Probation ignored -> Optional.empty();
            case MembershipEvent.Readmit ignored -> Optional.empty();
        };
    }

    /** ISOLATE, DOWN, UP, PROBATION or READMIT. */
    public static String nameOf(MembershipEvent event) {
        return switch (event) {
            case MembershipEvent.Isolate ignored -> "ISOLATE";
            case MembershipEvent.Down ignored -> "DOWN";
            case MembershipEvent.Up ignored -> "UP";
            case MembershipEvent.Probation ignored -> "PROBATION";
            case MembershipEvent.Readmit ignored -> "READMIT";
        };
    }
}
