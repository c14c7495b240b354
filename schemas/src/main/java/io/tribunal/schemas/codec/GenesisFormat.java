package io.tribunal.schemas.codec;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.schemas.avro.GenesisV2;
import java.util.function.Function;

/**
 * The two schemas of genesis (PROTOCOL 3): the one of rules version 1, which names none, and the one that names it. Each genesis
 * has one encoding.
 */
final class GenesisFormat {
    private static final AvroBody<GenesisV2> UNNAMED =
            new AvroBody<>(io.tribunal.schemas.avro.Genesis.getClassSchema(), GenesisV2.getClassSchema());
    private static final AvroBody<GenesisV2> NAMED = new AvroBody<>(GenesisV2.getClassSchema());

    private GenesisFormat() {}

    static Bytes encode(Genesis genesis) {
        return SingleObject.encode(body(genesis), GenesisForm.toAvro(genesis));
    }

    /** A genesis where the deployment's own may stand: in either schema. */
    static Genesis decodeOwn(Bytes payload) {
        return decodeEither(payload, KeyForm::fromAvro);
    }

    /** The same, but its public keys are not validated. */
    static Genesis decodeRule(Bytes payload) {
        return decodeEither(payload, KeyForm::unvalidated);
    }

    /** A genesis anywhere else: all readers of rules version 1 refuse another schema than its own in the same words. */
    static Genesis decodeStray(Bytes payload) {
        return decodeUnnamed(payload, KeyForm::fromAvro);
    }

    /** The same, but its public keys are not validated. */
    static Genesis decodeUnvalidated(Bytes payload) {
        return decodeUnnamed(payload, KeyForm::unvalidated);
    }

    private static Genesis decodeEither(
            Bytes payload, Function<io.tribunal.schemas.avro.RegisteredKey, RegisteredKey> keys) {
        return SingleObject.isOf(NAMED, payload)
                ? SingleObject.decode(NAMED, payload, avro -> named(avro, keys))
                : decodeUnnamed(payload, keys);
    }

    private static Genesis decodeUnnamed(
            Bytes payload, Function<io.tribunal.schemas.avro.RegisteredKey, RegisteredKey> keys) {
        return SingleObject.decode(UNNAMED, payload, avro -> GenesisForm.fromAvro(avro, keys));
    }

    private static Genesis named(GenesisV2 avro, Function<io.tribunal.schemas.avro.RegisteredKey, RegisteredKey> keys) {
        AvroValues.require(avro.getRulesVersion() > RulesVersion.FIRST.number(), "rulesVersion not above 1");
        return GenesisForm.fromAvro(avro, keys);
    }

    private static AvroBody<GenesisV2> body(Genesis genesis) {
        return genesis.rulesVersion().equals(RulesVersion.FIRST) ? UNNAMED : NAMED;
    }

    /** CRC-64-AVRO of the schema that this genesis is written in. */
    static long fingerprint(Genesis genesis) {
        return body(genesis).fingerprint();
    }

    /** CRC-64-AVRO of the schema of rules version 1, the only one that is read after offset 0. */
    static long strayFingerprint() {
        return UNNAMED.fingerprint();
    }
}
