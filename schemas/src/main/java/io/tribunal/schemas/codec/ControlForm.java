package io.tribunal.schemas.codec;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.log.Control;
import io.tribunal.schemas.avro.ChangePolicy;
import io.tribunal.schemas.avro.Endorsed;
import io.tribunal.schemas.avro.RegisterKey;
import io.tribunal.schemas.avro.RevokeKey;
import io.tribunal.schemas.avro.VoidState;
import java.util.List;

/** The travel form of control entries. What is signed is the body of the action's union, which canonical Avro fixes. */
final class ControlForm {
    private static final AvroBody<Object> ACTION = new AvroBody<>(
            io.tribunal.schemas.avro.Control.getClassSchema().getField("action").schema());

    private ControlForm() {}

    static io.tribunal.schemas.avro.Control toAvro(Control control) {
        Object action = actionToAvro(control.action());
        AvroValues.require(actionBytes(action).equals(control.actionBytes()), "actionBytes of another action");
        List<Endorsed> certificate = control.certificate().stream()
                .map(one -> new Endorsed(one.keyId(), AvroValues.buffer(one.signature())))
                .toList();
        requireAscending(certificate);
        return new io.tribunal.schemas.avro.Control(
                AvroValues.digest(control.deployment()),
                control.decision(),
                AvroValues.digest(control.previous()),
                action,
                certificate);
    }

    static Control fromAvro(io.tribunal.schemas.avro.Control avro) {
        requireAscending(avro.getCertificate());
        return new Control(
                AvroValues.hash(avro.getDeployment()),
                avro.getDecision(),
                AvroValues.hash(avro.getPrevious()),
                actionFromAvro(avro.getAction()),
                actionBytes(avro.getAction()),
                avro.getCertificate().stream()
                        .map(one -> new Control.Endorsed(one.getKeyId(), AvroValues.bytes(one.getSignature())))
                        .toList());
    }

    /** The Avro body of the union: branch index, then the record. */
    static Bytes encode(Control.Action action) {
        return actionBytes(actionToAvro(action));
    }

    private static Bytes actionBytes(Object action) {
        return Bytes.wrap(ACTION.encode(action));
    }

    private static Object actionToAvro(Control.Action action) {
        return switch (action) {
            case Control.RegisterKey register -> new RegisterKey(KeyForm.toAvro(register.key()));
            case Control.RevokeKey revoke -> new RevokeKey(revoke.keyId().value());
            case Control.ChangePolicy change -> new ChangePolicy(PolicyForm.toAvro(change.policy()));
            case Control.VoidState settled ->
                new VoidState(settled.partition(), settled.businessOffset(), AvroValues.digest(settled.postState()));
        };
    }

    private static Control.Action actionFromAvro(Object action) {
        return switch (action) {
            case RegisterKey register -> new Control.RegisterKey(KeyForm.fromAvro(register.getKey()));
            case RevokeKey revoke -> new Control.RevokeKey(new KeyId(revoke.getKeyId()));
            case ChangePolicy change -> new Control.ChangePolicy(PolicyForm.fromAvro(change.getPolicy()));
            case VoidState settled -> voidState(settled);
            default -> throw new IllegalStateException("no branch of the action's union");
        };
    }

    private static Control.VoidState voidState(VoidState avro) {
        AvroValues.require(avro.getPartition() >= 0 && avro.getBusinessOffset() >= 0, "action: no such position");
        return new Control.VoidState(
                avro.getPartition(), avro.getBusinessOffset(), AvroValues.hash(avro.getPostState()));
    }

    private static void requireAscending(List<Endorsed> certificate) {
        AvroValues.requireAscending(
                "certificate", certificate.stream().map(Endorsed::getKeyId).toList());
    }
}
