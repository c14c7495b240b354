package io.tribunal.schemas.codec;

import io.tribunal.core.decision.KeySignature;
import java.util.List;

/** Converts lists of signatures to and from Avro: strictly ascending by key id, so each key occurs once. */
final class SignatureForm {
    private SignatureForm() {}

    static List<io.tribunal.schemas.avro.Endorsed> toAvro(List<KeySignature> signatures) {
        requireAscending(signatures);
        return signatures.stream().map(SignatureForm::toAvro).toList();
    }

    static List<KeySignature> fromAvro(List<io.tribunal.schemas.avro.Endorsed> avro) {
        List<KeySignature> signatures =
                avro.stream().map(SignatureForm::fromAvro).toList();
        requireAscending(signatures);
        return signatures;
    }

    static io.tribunal.schemas.avro.Endorsed toAvro(KeySignature one) {
        return new io.tribunal.schemas.avro.Endorsed(one.keyId(), AvroValues.buffer(one.signature()));
    }

    static KeySignature fromAvro(io.tribunal.schemas.avro.Endorsed one) {
        return new KeySignature(one.getKeyId(), AvroValues.bytes(one.getSignature()));
    }

    private static void requireAscending(List<KeySignature> signatures) {
        AvroValues.requireAscending(
                "signatures", signatures.stream().map(KeySignature::keyId).toList());
    }
}
