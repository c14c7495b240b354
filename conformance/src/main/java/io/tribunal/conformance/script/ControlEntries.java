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

/** Certified decisions as control entries, in their order, and some that are not certified. */
final class ControlEntries {
    private final Hash deployment;
    private final SigningKey root;
    private final List<SigningKey> validators;
    private long number;
    private long mandates;
    private Hash previous = Hash.ZERO;

    ControlEntries(TestDeployment stage) {
        this.deployment = stage.deployment();
        this.root = stage.key("root");
        this.validators = stage.validators();
    }

    /** The next decision: what ROOT wants done. */
    byte[] next(Action action) {
        return next(mandate(++mandates, action, root));
    }

    /** The next decision: the executor is isolated for a deviation in that place. */
    byte[] isolate(LogPosition event) {
        return next(isolation(event));
    }

    /** Number of the last decision. */
    long number() {
        return number;
    }

    /** What cannot become the next decision, each for another reason. */
    List<byte[]> bad(Action action) {
        RootMandate wanted = mandate(mandates + 1, action, root);
        OrderedDecision good = new OrderedDecision(number + 1, previous, wanted, Enforcement.ENFORCED);
        OrderedDecision early = new OrderedDecision(number + 2, previous, wanted, Enforcement.ENFORCED);
        OrderedDecision fork = new OrderedDecision(number + 1, Hash.sha256(), wanted, Enforcement.ENFORCED);
        RootMandate forged = mandate(mandates + 1, action, validators.getFirst());
        OrderedDecision unwanted = new OrderedDecision(number + 1, previous, forged, Enforcement.ENFORCED);
        return List.of(
                value(good, List.of()),
                value(good, validators.subList(0, 1)),
                value(good, List.of(root, validators.getFirst())),
                value(early, validators),
                value(fork, validators),
                value(unwanted, validators));
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
