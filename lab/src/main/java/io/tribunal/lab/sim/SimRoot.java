package io.tribunal.lab.sim;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Control;
import io.tribunal.core.signature.Signer;
import io.tribunal.schemas.codec.PayloadCodec;
import java.util.List;

/** Holds the one root key of a partition's deployment and writes its numbered control entries. */
public final class SimRoot {
    private final Hash deployment;
    private Hash previous = Hash.ZERO;
    private long decisions;

    public SimRoot(SimDeployment deployment) {
        this.deployment = deployment.hash();
    }

    /** The next decision, with a valid certificate. */
    public PlannedEntry decide(Control.Action action) {
        Signer root = SimKeys.signer(SimDeployment.ROOT);
        Bytes bytes = PayloadCodec.encodeAction(action);
        byte[] message = Control.signedBytes(deployment, ++decisions, previous, bytes);
        Control.Endorsed endorsed = new Control.Endorsed(root.keyId().value(), Bytes.wrap(root.sign(message)));
        Control control = new Control(deployment, decisions, previous, action, bytes, List.of(endorsed));
        previous = control.decisionHash();
        return PlannedEntry.rule(SimDeployment.sign(SimDeployment.ROOT, control));
    }
}
