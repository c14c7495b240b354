package io.tribunal.schemas.codec;

import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.identity.Hash;
import io.tribunal.schemas.avro.Mandate;

/** Converts ROOT's mandates to and from Avro. */
final class MandateForm {
    private MandateForm() {}

    static Mandate toAvro(RootMandate mandate) {
        Object action = ActionForm.toAvro(mandate.action());
        AvroValues.require(ActionForm.body(action).equals(mandate.actionBytes()), "actionBytes of another action");
        return new Mandate(mandate.mandate(), action, SignatureForm.toAvro(mandate.signatures()));
    }

    static RootMandate fromAvro(Hash deployment, Mandate avro) {
        return new RootMandate(
                deployment,
                avro.getNumber(),
                ActionForm.fromAvro(avro.getAction()),
                ActionForm.body(avro.getAction()),
                SignatureForm.fromAvro(avro.getSignatures()));
    }
}
