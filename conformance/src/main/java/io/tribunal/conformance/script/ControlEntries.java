package io.tribunal.conformance.script;

import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.decision.Subject;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.Control;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.SigningKey;
import java.util.List;

/** Makes control entries: certified decisions in order, and invalid ones. */
final class ControlEntries {
    private final Hash deployment;
    private final SigningKey root;
    private final List<SigningKey> validators;
    private long number;
    private long mandates;
    private Hash previous = Hash.ZERO;

    ControlEntries(TestDeployment deployment) {
        this.deployment = deployment.deployment();
        this.root = deployment.key("root");
        this.validators = deployment.validators();
    }

    /** The next decision: an action that ROOT mandates. */
    byte[] next(Action action) {
        return next(mandate(++mandates, action, root));
    }

    /** The next decision: isolates the executor for a deviation at that position. */
    byte[] isolate(LogPosition event) {
        return next(isolation(event));
    }

    /** Number of the last decision. */
    long number() {
        return number;
    }

    /** Entries that must not become the next decision, each for another reason. */
    List<byte[]> invalid(Action action) {
        RootMandate mandate = mandate(mandates + 1, action, root);
        OrderedDecision uncertified = new OrderedDecision(number + 1, previous, mandate, Enforcement.ENFORCED);
        OrderedDecision early = new OrderedDecision(number + 2, previous, mandate, Enforcement.ENFORCED);
        OrderedDecision fork = new OrderedDecision(number + 1, Hash.sha256(), mandate, Enforcement.ENFORCED);
        RootMandate forged = mandate(mandates + 1, action, validators.getFirst());
        OrderedDecision withoutMandate = new OrderedDecision(number + 1, previous, forged, Enforcement.ENFORCED);
        return List.of(
                value(uncertified, List.of()),
                value(uncertified, validators.subList(0, 1)),
                value(uncertified, List.of(root, validators.getFirst())),
                value(early, validators),
                value(fork, validators),
                value(withoutMandate, validators));
    }

    private byte[] next(Subject subject) {
        OrderedDecision decision = new OrderedDecision(number + 1, previous, subject, Enforcement.ENFORCED);
        number = decision.number();
        previous = decision.hash();
        return value(decision, validators);
    }

    private RootMandate mandate(long own, Action action, SigningKey signer) {
        return RootMandate.by(List.of(signer), deployment, own, action, PayloadCodec.encodeAction(action));
    }

    private IsolationProposal isolation(LogPosition event) {
        return new IsolationProposal(
                deployment,
                new MembershipEvent.Isolate(TestDeployment.EXECUTOR, DeviationClass.WRONG),
                event,
                0,
                List.of(1L),
                Hash.ZERO,
                0);
    }

    private byte[] value(OrderedDecision decision, List<SigningKey> certifying) {
        Control control = new Control(new CertifiedDecision(decision, QuorumCertificate.by(certifying, decision)));
        Bytes payload = PayloadCodec.encode(control);
        return BusinessCodec.encode(0, new EnvelopeSigner(root).sign(PayloadType.CONTROL, payload));
    }
}
