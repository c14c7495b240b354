package io.tribunal.core.isolation;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.identity.Registry;
import io.tribunal.core.identity.ValidatorId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Decisions that have a number and wait for their certificate: the first v + 1 valid signatures in log order. */
final class OpenDecisions {
    /** A decision, the keys in force when it was made, and its signatures so far. */
    private record Open(OrderedDecision decision, Registry registry, SortedMap<ValidatorId, KeySignature> signatures) {}

    private final ValidatorSet validators;
    private final Deque<Open> open = new ArrayDeque<>();

    OpenDecisions(ValidatorSet validators) {
        this.validators = validators;
    }

    void add(OrderedDecision decision, Registry before) {
        open.addLast(new Open(decision, before, new TreeMap<>()));
    }

    /** The reason why the signature does not count, if there is one. */
    Optional<DecisionLogEvent.Reason> sign(DecisionLogRecord.Ratification ratification) {
        Optional<Open> found = open.stream()
                .filter(it -> it.decision().number() == ratification.number())
                .filter(it -> it.signatures().size() < validators.needed())
                .findFirst();
        if (found.isEmpty()) {
            return Optional.of(DecisionLogEvent.Reason.NOT_OPEN);
        }
        Open decision = found.get();
        Optional<ValidatorId> signer =
                validators.signer(decision.registry(), decision.decision().signedBytes(), ratification.signature());
        signer.ifPresent(validator -> decision.signatures().putIfAbsent(validator, ratification.signature()));
        return signer.isPresent() ? Optional.empty() : Optional.of(DecisionLogEvent.Reason.BAD_SIGNATURE);
    }

    /** Removes and returns the certified decisions, in number order without gaps. */
    List<CertifiedDecision> release() {
        List<CertifiedDecision> released = new ArrayList<>();
        while (!open.isEmpty() && open.getFirst().signatures().size() >= validators.needed()) {
            Open first = open.removeFirst();
            List<KeySignature> signatures = first.signatures().values().stream()
                    .sorted(Comparator.comparing(KeySignature::keyId))
                    .toList();
            released.add(new CertifiedDecision(first.decision(), new QuorumCertificate(signatures)));
        }
        return released;
    }
}
