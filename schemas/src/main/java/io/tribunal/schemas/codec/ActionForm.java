package io.tribunal.schemas.codec;

import io.tribunal.core.decision.Action;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.KeyId;
import io.tribunal.schemas.avro.ChangePolicy;
import io.tribunal.schemas.avro.Mandate;
import io.tribunal.schemas.avro.RegisterKey;
import io.tribunal.schemas.avro.RevokeKey;
import io.tribunal.schemas.avro.VoidState;

/** Converts ROOT's actions to and from Avro. Signatures cover the canonical body of their union. */
final class ActionForm {
    private static final AvroBody<Object> ACTION =
            new AvroBody<>(Mandate.getClassSchema().getField("action").schema());

    private ActionForm() {}

    /** The Avro body of the union: branch index, then the record. */
    static Bytes encode(Action action) {
        return body(toAvro(action));
    }

    /**
     * The action of a body.
     *
     * @throws MalformedRecordException when it is not the canonical body of one
     */
    static Action decode(Bytes body) {
        return ACTION.decode(body.array(), 0, ActionForm::fromAvro);
    }

    static Bytes body(Object action) {
        return Bytes.wrap(ACTION.encode(action));
    }

    static Object toAvro(Action action) {
        return switch (action) {
            case Action.RegisterKey register -> new RegisterKey(KeyForm.toAvro(register.key()));
            case Action.RevokeKey revoke -> new RevokeKey(revoke.keyId().value());
            case Action.ChangePolicy change -> new ChangePolicy(PolicyForm.toAvro(change.policy()));
            case Action.VoidState settled ->
                new VoidState(settled.partition(), settled.businessOffset(), AvroValues.digest(settled.postState()));
        };
    }

    static Action fromAvro(Object action) {
        return switch (action) {
            case RegisterKey register -> new Action.RegisterKey(KeyForm.fromAvro(register.getKey()));
            case RevokeKey revoke -> new Action.RevokeKey(new KeyId(revoke.getKeyId()));
            case ChangePolicy change -> new Action.ChangePolicy(PolicyForm.fromAvro(change.getPolicy()));
            case VoidState settled -> voidState(settled);
            default -> throw new IllegalStateException("no branch of the action's union");
        };
    }

    private static Action voidState(VoidState avro) {
        AvroValues.require(avro.getPartition() >= 0 && avro.getBusinessOffset() >= 0, "action: no such position");
        return new Action.VoidState(
                avro.getPartition(), avro.getBusinessOffset(), AvroValues.hash(avro.getPostState()));
    }
}
