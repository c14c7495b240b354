package io.tribunal.schemas.codec;

import io.tribunal.core.decision.Endorsed;
import java.util.List;

/** The travel form of lists of signatures: strictly ascending by key id, so that no key stands twice. */
final class SignatureForm {
    private SignatureForm() {}

    static List<io.tribunal.schemas.avro.Endorsed> toAvro(List<Endorsed> signatures) {
        requireAscending(signatures);
        return signatures.stream().map(SignatureForm::toAvro).toList();
    }

    static List<Endorsed> fromAvro(List<io.tribunal.schemas.avro.Endorsed> avro) {
        List<Endorsed> signatures = avro.stream().map(SignatureForm::fromAvro).toList();
        requireAscending(signatures);
        return signatures;
    }

    static io.tribunal.schemas.avro.Endorsed toAvro(Endorsed one) {
        return new io.tribunal.schemas.avro.Endorsed(one.keyId(), AvroValues.buffer(one.signature()));
    }

    static Endorsed fromAvro(io.tribunal.schemas.avro.Endorsed one) {
        return new Endorsed(one.getKeyId(), AvroValues.bytes(one.getSignature()));
    }

    private static void requireAscending(List<Endorsed> signatures) {
        AvroValues.requireAscending(
                "signatures", signatures.stream().map(Endorsed::keyId).toList());
    }
}
