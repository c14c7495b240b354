package io.tribunal.core.admission;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.RejectionDetail;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.Registry;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.isolation.ValidatorSet;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Control;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.log.Request;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.signature.EnvelopeVerifier;
import io.tribunal.core.signature.SignatureVerifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Folds one partition's business log: which entries are admitted, and the genesis, registry, policy and replay windows
 * in force (PROTOCOL 4). The same for executors, voters, validators and auditors. Not safe for use by several threads.
 */
public final class PartitionAdmission {
    private final int partition;
    private final Hash deployment;
    private final SignatureVerifier signatures;
    private final EnvelopeVerifier envelopes;
    private final Authentication authentication;
    private final SortedMap<KeyId, ReplayWindow> windows = new TreeMap<>();
    private final List<Long> ruleOffsets = new ArrayList<>();

    private @Nullable Rules rules;

    private record Rules(Genesis genesis, ValidatorSet validators, RequestRules requests, DecisionChain chain) {
        RulesVersion version() {
            return genesis.rulesVersion();
        }

        Rules with(DecisionChain next) {
            return new Rules(genesis, validators, requests, next);
        }
    }

    /**
     * An admission that has read nothing yet.
     *
     * @param deployment SHA-256 of the genesis payload that the partition must begin with
     */
    public PartitionAdmission(int partition, Hash deployment, SignatureVerifier signatures) {
        this.partition = partition;
        this.deployment = deployment;
        this.signatures = signatures;
        this.envelopes = new EnvelopeVerifier(signatures);
        this.authentication = new Authentication(deployment, envelopes);
    }

    /**
     * Judges the next record.
     *
     * @param record records come in offset order, the first at offset 0
     * @throws BadGenesisException when the first record is not the genesis of the deployment
     */
    public Decision decide(BusinessRecord record) {
        if (rules == null) {
            return open(record);
        }
        return decide(record, record.content(), rules);
    }

    private Decision decide(BusinessRecord record, BusinessRecord.Content content, Rules now) {
        return switch (content) {
            case BusinessRecord.Unreadable unreadable ->
                refused(
                        record,
                        new Refusal(
                                Rejection.MALFORMED,
                                RejectionDetail.UNREADABLE,
                                unreadable.detail(),
                                Optional.empty()));
            case BusinessRecord.StrayGenesis stray -> decide(record, stray.under(now.version()), now);
            case BusinessRecord.Entry entry -> decideEntry(record, entry, now);
        };
    }

    private Decision open(BusinessRecord record) {
        if (record.offset() == 0
                && record.position().partition() == partition
                && record.content() instanceof BusinessRecord.Entry entry
                && entry.payload() instanceof Genesis genesis
                && Hash.sha256(entry.envelope().payload().array()).equals(deployment)) {
            rules = new Rules(
                    genesis,
                    new ValidatorSet(genesis, signatures),
                    new RequestRules(genesis.partitions()),
                    begin(genesis));
            ruleOffsets.add(record.offset());
            return new Decision.Opened(record, genesis);
        }
        throw new BadGenesisException(
                "business-log " + record.position() + " is not the genesis of deployment " + deployment);
    }

    private DecisionChain begin(Genesis genesis) {
        try {
            return DecisionChain.of(genesis, deployment);
        } catch (IllegalArgumentException e) {
            throw new BadGenesisException(String.valueOf(e.getMessage()));
        }
    }

    private Decision decideEntry(BusinessRecord record, BusinessRecord.Entry entry, Rules now) {
        Optional<Refusal> refusal =
                authentication.check(entry, now.chain().registry(), now.chain().policy());
        if (refusal.isPresent()) {
            return refused(record, refusal.get());
        }
        return switch (entry.payload()) {
            case Request request -> decideRequest(record, entry, request, now);
            case Control control -> decideControl(record, control, now);
            case Genesis ignored ->
                refused(
                        record,
                        Refusal.because(Rejection.WRONG_DEPLOYMENT, RejectionDetail.GENESIS_AGAIN)
                                .orElseThrow());
        };
    }

    private Decision decideRequest(BusinessRecord record, BusinessRecord.Entry entry, Request request, Rules now) {
        ReplayWindow window = windows.computeIfAbsent(new KeyId(entry.envelope().keyId()), id -> new ReplayWindow());
        Optional<Refusal> refusal = now.requests()
                .check(record, request, now.chain().policy())
                .or(() -> checkSequence(window, request.sequence(), now.version()));
        if (refusal.isPresent()) {
            return refused(record, refusal.get());
        }
        window.mark(request.sequence(), record.offset());
        return new Decision.Admitted(record, request);
    }

    private static Optional<Refusal> checkSequence(ReplayWindow window, long sequence, RulesVersion version) {
        return switch (window.check(sequence)) {
            case ReplayWindow.Check.Fresh ignored -> Refusal.none();
            case ReplayWindow.Check.Jump ignored ->
                Refusal.because(
                        Rejection.SEQUENCE_JUMP,
                        RejectionDetail.TOO_FAR_ABOVE,
                        "sequence " + sequence + " is too far above the highest");
            case ReplayWindow.Check.TooOld ignored -> tooOld(sequence, version);
            case ReplayWindow.Check.Replayed replayed -> usedBefore(sequence, Optional.of(replayed.firstOffset()));
        };
    }

    private static Optional<Refusal> tooOld(long sequence, RulesVersion version) {
        return version.tellsTooOldFromReplayed()
                ? Refusal.because(Rejection.SEQUENCE_TOO_OLD, RejectionDetail.BELOW_WINDOW)
                : usedBefore(sequence, Optional.empty());
    }

    private static Optional<Refusal> usedBefore(long sequence, Optional<Long> firstOffset) {
        return Optional.of(new Refusal(
                Rejection.REPLAYED,
                RejectionDetail.USED_BEFORE,
                "sequence " + sequence + " was used before",
                firstOffset));
    }

    private Decision decideControl(BusinessRecord record, Control control, Rules now) {
        return now.chain()
                .check(control.certified(), now.validators())
                .map(violation -> refused(
                        record, new Refusal(violation.reason(), violation.code(), violation.words(), Optional.empty())))
                .orElseGet(() -> apply(record, control, now));
    }

    private Decision apply(BusinessRecord record, Control control, Rules now) {
        rules = now.with(now.chain().after(control.decision()).orElseThrow());
        ruleOffsets.add(record.offset());
        return new Decision.Applied(record, control);
    }

    /** Claims of an entry are repeated only when its signature has been found valid. */
    private Decision refused(BusinessRecord record, Refusal refusal) {
        Optional<Request> signed =
                refusal.reason().compareTo(Rejection.BAD_SIGNATURE) > 0 ? claimedRequest(record) : Optional.empty();
        Optional<RequestId> requestId = signed.map(Request::requestId);
        Optional<ClientId> clientId = signed.map(Request::clientId);
        return new Decision.Refused(
                record, refusal.reason(), refusal.detail(opened().version()), refusal.replayOf(), requestId, clientId);
    }

    private static Optional<Request> claimedRequest(BusinessRecord record) {
        return record.content() instanceof BusinessRecord.Entry entry && entry.payload() instanceof Request request
                ? Optional.of(request)
                : Optional.empty();
    }

    private Rules opened() {
        if (rules == null) {
            throw new IllegalStateException("genesis has not been read yet");
        }
        return rules;
    }

    /** Whether genesis has been read, so that the rules are known. */
    public boolean isOpen() {
        return rules != null;
    }

    public int partition() {
        return partition;
    }

    /** SHA-256 of the genesis payload. */
    public Hash deployment() {
        return deployment;
    }

    public Genesis genesis() {
        return opened().genesis();
    }

    /** Keys, policy and membership in force. */
    public DecisionChain chain() {
        return opened().chain();
    }

    public Registry registry() {
        return chain().registry();
    }

    public Policy policy() {
        return chain().policy();
    }

    /** Executors whose answers count at this position, ascending. */
    public SortedSet<ExecutorId> activeExecutors() {
        return chain().membership().active();
    }

    /** Shared with other checks of the same partition, so that verified roots are remembered once. */
    public EnvelopeVerifier envelopes() {
        return envelopes;
    }

    /** Business offsets of genesis and of the control entries applied since, ascending: read again they give the same rules. */
    public List<Long> ruleOffsets() {
        return Collections.unmodifiableList(ruleOffsets);
    }

    /** The replay windows by key. */
    public SortedMap<KeyId, ReplayWindow> windows() {
        return Collections.unmodifiableSortedMap(windows);
    }

    /** The sequences in each key's replay window, for a snapshot; empty windows are left out. */
    public SortedMap<KeyId, List<ReplayWindow.Admitted>> usedSequences() {
        SortedMap<KeyId, List<ReplayWindow.Admitted>> used = new TreeMap<>();
        windows.forEach((key, window) -> used.put(key, window.admitted()));
        used.values().removeIf(List::isEmpty);
        return used;
    }

    /** Puts a window back from a snapshot. */
    public void restoreWindow(KeyId keyId, ReplayWindow window) {
        windows.put(keyId, window);
    }
}
