package io.tribunal.simulation;

import io.tribunal.core.admission.ShardPartitioner;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.log.Payload;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A genesis with executors {@code e1..}, validators {@code v1..}, clients {@code alice} and {@code bob}, and one root. */
public record SimDeployment(Genesis genesis, Hash hash) {
    public static final String CLIENT = "alice";
    public static final String OTHER_CLIENT = "bob";
    public static final String ROOT = "root";

    /** A new deployment. */
    public static SimDeployment of(int executors, int validators, int partitions, SimPolicy policy) {
        return of(executors, validators, partitions, policy, RulesVersion.LATEST);
    }

    /** A deployment that was founded under these rules. */
    public static SimDeployment of(
            int executors, int validators, int partitions, SimPolicy policy, RulesVersion version) {
        List<RegisteredKey> keys = Stream.of(
                        names("e", executors).map(name -> SimKeys.registered(name, Role.EXECUTOR)),
                        names("v", validators).map(name -> SimKeys.registered(name, Role.VALIDATOR)),
                        Stream.of(CLIENT, OTHER_CLIENT).map(name -> SimKeys.registered(name, Role.CLIENT)),
                        Stream.of(SimKeys.registered(ROOT, Role.ROOT)))
                .flatMap(some -> some)
                .sorted(Comparator.comparing(RegisteredKey::keyId))
                .toList();
        Genesis genesis = new Genesis(
                Hash.ZERO,
                "simulated",
                partitions,
                names("e", executors).map(ExecutorId::new).toList(),
                names("v", validators).map(ValidatorId::new).toList(),
                keys,
                1,
                policy.build(executors),
                version);
        return new SimDeployment(genesis, PayloadCodec.genesisHash(genesis));
    }

    public List<String> executors() {
        return genesis.executors().stream().map(ExecutorId::value).toList();
    }

    public byte[] genesisValue() {
        return sign(ROOT, genesis);
    }

    /** A business-log value with the payload under the name's signature. */
    public static byte[] sign(String name, Payload payload) {
        return BusinessCodec.encode(
                0, new EnvelopeSigner(SimKeys.signer(name)).sign(payload.type(), PayloadCodec.encode(payload)));
    }

    /** A shard key that belongs to the partition. */
    public String shardOf(int partition) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "shard" + i)
                .filter(shard -> ShardPartitioner.partitionOf(shard, genesis.partitions()) == partition)
                .findFirst()
                .orElseThrow();
    }

    private static Stream<String> names(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i);
    }
}
