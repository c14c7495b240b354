package io.tribunal.audit.check;

import io.tribunal.core.admission.BadGenesisException;
import io.tribunal.core.admission.Decision;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.ballot.Rejection;
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
 * The rules in force along one partition: genesis, decisions and some requests, folded by the admission that everyone
 * uses. What lies between is missing, so a request that was used before is not always known as such.
 */
public final class AdmissionReplay {
    private final int partition;
    private final PartitionAdmission admission;
    private final SortedMap<Long, DecisionChain> chains = new TreeMap<>();
    private final SortedMap<Long, Admitted> requests = new TreeMap<>();
    private final List<CertifiedDecision> decisions = new ArrayList<>();
    private final List<Voided> voids = new ArrayList<>();
    private Optional<RefutedException> badRequest = Optional.empty();

    /** A request, and the rules under which it was admitted. */
    public record Admitted(BusinessRecord record, Request request, DecisionChain chain) {}

    /** A Void of an entry, which may have begun the ballots behind it anew. */
    private record Voided(long businessOffset, long at) {}

    private AdmissionReplay(int partition, Hash deployment, SignatureVerifier signatures) {
        this.partition = partition;
        this.admission = new PartitionAdmission(partition, deployment, signatures);
    }

    /**
     * Opens with the first record of the partition.
     *
     * @throws RefutedException when it is no genesis
     */
    public static AdmissionReplay open(BusinessRecord first, SignatureVerifier signatures) {
        Hash deployment = deployment(first);
        AdmissionReplay proceedings = new AdmissionReplay(first.position().partition(), deployment, signatures);
        try {
            proceedings.admission.decide(first);
        } catch (BadGenesisException e) {
            throw new RefutedException(FailureReason.GENESIS, String.valueOf(e.getMessage()));
        }
        proceedings.chains.put(first.offset(), proceedings.admission.chain());
        return proceedings;
    }

    private static Hash deployment(BusinessRecord first) {
        if (first.content() instanceof BusinessRecord.Entry entry && entry.payload() instanceof Genesis) {
            return Hash.sha256(entry.envelope().payload().array());
        }
        throw new RefutedException(FailureReason.GENESIS, "the first record is no genesis");
    }

    /**
     * Takes the next record, which must be the next decision, or a request; a request's flaw is told by {@link #request}.
     *
     * @throws RefutedException for a decision that is not the next one
     */
    public void take(BusinessRecord record) {
        if (record.content() instanceof BusinessRecord.Entry entry && entry.payload() instanceof Control control) {
            RefutedException.require(
                    isApplied(record, control), FailureReason.DECISIONS, record.position() + " is not the next decision");
        } else {
            takeRequest(record);
        }
    }

    /** Takes a control entry if it is the next decision; a forged or repeated one changes nothing. */
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
                    ? refused.reason() + ", " + refused.detail()
                    : "no request";
            badRequest = Optional.of(new RefutedException(FailureReason.REQUEST, record.position() + ": " + why));
        }
    }

    /** What lies between two requests of a client may explain a jump of its sequence. */
    private static boolean isAdmitted(Decision decision) {
        return decision instanceof Decision.Admitted
                || (decision instanceof Decision.Refused refused && refused.reason() == Rejection.SEQUENCE_JUMP);
    }

    /**
     * A request that was taken.
     *
     * @throws RefutedException when one of the requests was not admitted
     */
    Admitted request(long businessOffset) {
        badRequest.ifPresent(flaw -> {
            throw flaw;
        });
        return Optional.ofNullable(requests.get(businessOffset))
                .orElseThrow(() -> new RefutedException(FailureReason.EVIDENCE, "request " + businessOffset + " is missing"));
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

    /** Decision 1 and so on. */
    public List<CertifiedDecision> decisions() {
        return Collections.unmodifiableList(decisions);
    }

    /** Rules in force at an offset and at every one after it, as far as the decisions go. */
    Collection<DecisionChain> chainsFrom(long businessOffset) {
        long since = chains.headMap(businessOffset + 1).lastKey();
        return chains.tailMap(since).values();
    }

    /** Rules in force after the last decision. */
    public DecisionChain chain() {
        return admission.chain();
    }

    /** How many Voids a batch that has handled so much has seen, of those that may have begun that ballot anew. */
    int voidsSeen(long businessOffset, long processedTo) {
        return (int) voids.stream()
                .filter(entry -> entry.businessOffset() < businessOffset && businessOffset < entry.at())
                .filter(entry -> entry.at() <= processedTo)
                .count();
    }
}
