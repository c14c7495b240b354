package io.tribunal.schemas.codec;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.schemas.avro.GenesisV2;
import java.util.function.Function;

/** Converts genesis to and from Avro. */
final class GenesisForm {
    private GenesisForm() {}

    static GenesisV2 toAvro(Genesis genesis) {
        var avro = new GenesisV2(
                AvroValues.digest(genesis.deployment()),
                genesis.service(),
                genesis.partitions(),
                genesis.executors().stream().map(ExecutorId::value).toList(),
                genesis.validators().stream().map(ValidatorId::value).toList(),
                genesis.keys().stream().map(KeyForm::toAvro).toList(),
                genesis.rootThreshold(),
                PolicyForm.toAvro(genesis.policy()),
                genesis.rulesVersion().number());
        check(avro);
        return avro;
    }

    /**
     * The genesis of an Avro record.
     *
     * @param keys converts each key, validated or not
     */
    static Genesis fromAvro(GenesisV2 avro, Function<io.tribunal.schemas.avro.RegisteredKey, RegisteredKey> keys) {
        check(avro);
        return new Genesis(
                AvroValues.hash(avro.getDeployment()),
                avro.getService(),
                avro.getPartitions(),
                avro.getExecutors().stream().map(ExecutorId::new).toList(),
                avro.getValidators().stream().map(ValidatorId::new).toList(),
                avro.getKeys().stream().map(keys).toList(),
                avro.getRootThreshold(),
                PolicyForm.fromAvro(avro.getPolicy()),
                new RulesVersion(avro.getRulesVersion()));
    }

    private static void check(GenesisV2 avro) {
        AvroValues.require(avro.getPartitions() > 0, "partitions not positive");
        AvroValues.require(avro.getRootThreshold() > 0, "rootThreshold not positive");
        AvroValues.require(!avro.getExecutors().isEmpty(), "no executors");
        AvroValues.requireAscending("executors", avro.getExecutors());
        AvroValues.requireAscending("validators", avro.getValidators());
        AvroValues.requireAscending(
                "keys", avro.getKeys().stream().map(key -> key.getKeyId()).toList());
    }
}
