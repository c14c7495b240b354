package io.tribunal.audit.check;

import io.tribunal.core.admission.BadGenesisException;
import io.tribunal.core.admission.Decision;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.RejectionDetail;
import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Control;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.log.Request;
import io.tribunal.core.signature.SignatureVerifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Replays the admission of one partition from its genesis, its decisions and some of its requests. The other requests
 * are missing, so it cannot detect every reused request.
 */
public final class AdmissionReplay {
    private final int partition;
    private final PartitionAdmission admission;
    private final SortedMap<Long, DecisionChain> chains = new TreeMap<>();
    private final SortedMap<Long, Admitted> requests = new TreeMap<>();
    private final List<CertifiedDecision> decisions = new ArrayList<>();
    private final List<Voided> voids = new ArrayList<>();
    private Optional<RefutedException> badRequest = Optional.empty();

    /** An admitted request and the decision chain in force there. */
    public record Admitted(BusinessRecord record, Request request, DecisionChain chain) {}

    /** A Void of an entry; later ballots up to {@code at} may have restarted. */
    private record Voided(long businessOffset, long at) {}

    private AdmissionReplay(int partition, Hash deployment, SignatureVerifier signatures) {
        this.partition = partition;
        this.admission = new PartitionAdmission(partition, deployment, signatures);
    }

    /**
     * Starts at the first record of the partition.
     *
     * @throws RefutedException when the record is not a valid genesis
     */
    public static AdmissionReplay open(BusinessRecord first, SignatureVerifier signatures) {
        Hash deployment = deployment(first);
        AdmissionReplay replay = new AdmissionReplay(first.position().partition(), deployment, signatures);
        try {
            replay.admission.decide(first);
        } catch (BadGenesisException e) {
            throw new RefutedException(FailureReason.GENESIS, String.valueOf(e.getMessage()));
        }
        replay.chains.put(first.offset(), replay.admission.chain());
        return replay;
    }

    private static Hash deployment(BusinessRecord first) {
        if (first.content() instanceof BusinessRecord.Entry entry && entry.payload() instanceof Genesis) {
            return Hash.sha256(entry.envelope().payload().array());
        }
        throw new RefutedException(FailureReason.GENESIS, "the first record is not a genesis");
    }

    /**
     * Takes the next record, which must be the next decision or a request. {@link #request} throws if a request was not
     * admitted.
     *
     * @throws RefutedException for a decision that is not the next one
     */
    public void take(BusinessRecord record) {
        if (record.content() instanceof BusinessRecord.Entry entry && entry.payload() instanceof Control control) {
            RefutedException.require(
                    isApplied(record, control),
                    FailureReason.DECISIONS,
                    record.position() + " is not the next decision");
        } else {
            takeRequest(record);
        }
    }

    /** Applies a control entry if it is the next decision; a forged or duplicate entry is ignored. */
    public boolean isApplied(BusinessRecord record, Control control) {
        if (!(admission.decide(record) instanceof Decision.Applied)) {
            return false;
        }
        chains.put(record.offset(), admission.chain());
        decisions.add(control.certified());
        if (control.decision().subject() instanceof RootMandate mandate
                && mandate.action() instanceof Action.VoidState entry
                && entry.partition() == partition) {
            voids.add(new Voided(entry.businessOffset(), record.offset()));
        }
        return true;
    }

    private void takeRequest(BusinessRecord record) {
        DecisionChain chain = admission.chain();
        Decision decision = admission.decide(record);
        if (isAdmitted(decision)
                && record.content() instanceof BusinessRecord.Entry entry
                && entry.payload() instanceof Request request) {
            requests.put(record.offset(), new Admitted(record, request, chain));
        } else if (badRequest.isEmpty()) {
            String why = decision instanceof Decision.Refused refused
                    ? refused.reason() + ", " + RejectionDetail.inWords(refused.detail())
                    : "not a request";
            badRequest = Optional.of(new RefutedException(FailureReason.REQUEST, record.position() + ": " + why));
        }
    }

    /** A jump in a client's sequence is accepted: requests between these may be missing. */
    private static boolean isAdmitted(Decision decision) {
        return decision instanceof Decision.Admitted
                || (decision instanceof Decision.Refused refused && refused.reason() == Rejection.SEQUENCE_JUMP);
    }

    /**
     * The request at an offset.
     *
     * @throws RefutedException when it is missing or any request taken so far was not admitted
     */
    Admitted request(long businessOffset) {
        badRequest.ifPresent(refuted -> {
            throw refuted;
        });
        return Optional.ofNullable(requests.get(businessOffset))
                .orElseThrow(() ->
                        new RefutedException(FailureReason.EVIDENCE, "request " + businessOffset + " is missing"));
    }

    /** SHA-256 of the genesis payload. */
    public Hash deployment() {
        return admission.deployment();
    }

    public Genesis genesis() {
        return admission.genesis();
    }

    public int partition() {
        return partition;
    }

    /** The applied decisions, from decision 1 on. */
    public List<CertifiedDecision> decisions() {
        return Collections.unmodifiableList(decisions);
    }

    /** The chain in force at an offset, and after each later decision. */
    Collection<DecisionChain> chainsFrom(long businessOffset) {
        long since = chains.headMap(businessOffset + 1).lastKey();
        return chains.tailMap(since).values();
    }

    /** The chain after the last decision. */
    public DecisionChain chain() {
        return admission.chain();
    }

    /**
     * Counts the Voids that may have restarted a ballot and that the author of a batch had processed.
     *
     * @param processedTo of the batch's header
     */
    int voidsSeen(long businessOffset, long processedTo) {
        return (int) voids.stream()
                .filter(entry -> entry.businessOffset() < businessOffset && businessOffset < entry.at())
                .filter(entry -> entry.at() <= processedTo)
                .count();
    }
}
