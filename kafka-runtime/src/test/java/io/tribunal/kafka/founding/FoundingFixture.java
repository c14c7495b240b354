package io.tribunal.kafka.founding;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.kafka.genesis.GenesisMismatchException;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.SigningKey;
import io.tribunal.schemas.topic.Topic;
import io.tribunal.schemas.topic.TopicNames;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Brokers in memory on which a deployment of two partitions was founded. */
final class FoundingFixture implements FoundedLog {
    static final TopicNames NAMES = TopicNames.of("bank");
    static final SigningKey ROOT = SigningKey.generate();
    static final Genesis GENESIS = new Genesis(
            Hash.ZERO,
            "ledger",
            2,
            List.of(new ExecutorId("e1")),
            List.of(),
            List.of(new RegisteredKey(ROOT.keyId(), Role.ROOT, "root", ROOT.publicKey())),
            1,
            Policy.defaults(new QuorumSpec(1), PayloadCodec.fingerprints()),
            RulesVersion.LATEST);
    static final Hash DEPLOYMENT = Hash.sha256(PayloadCodec.encode(GENESIS).array());

    final Map<String, Present> present = new TreeMap<>();
    final Map<TopicPartition, Long> begins = new HashMap<>();
    final Map<TopicPartition, Long> ends = new HashMap<>();
    final Map<String, Map<TopicPartition, Long>> committed = new HashMap<>();
    Optional<TopicIds> founded;
    Hash genesis = DEPLOYMENT;

    FoundingFixture() {
        for (Topic topic : Topic.values()) {
            present.put(NAMES.name(topic), new Present(Uuid.randomUuid(), 2));
        }
        founded = Optional.of(list());
    }

    /** The topics as they are now. */
    TopicIds list() {
        TreeMap<String, Uuid> ids = new TreeMap<>();
        present.forEach((name, topic) -> ids.put(name, topic.id()));
        return new TopicIds(DEPLOYMENT, ids);
    }

    @Override
    public Map<String, Present> topics(Collection<String> names) {
        Map<String, Present> found = new HashMap<>(present);
        found.keySet().retainAll(names);
        return found;
    }

    @Override
    public Genesis genesis(Hash deployment) {
        if (!genesis.equals(deployment)) {
            throw new GenesisMismatchException("business-log is of deployment " + genesis);
        }
        return GENESIS;
    }

    @Override
    public Optional<TopicIds> founded(Genesis known, Hash deployment) {
        return founded;
    }

    @Override
    public Map<TopicPartition, Long> begins(Collection<TopicPartition> partitions) {
        return of(begins, partitions);
    }

    @Override
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return of(ends, partitions);
    }

    private static Map<TopicPartition, Long> of(
            Map<TopicPartition, Long> offsets, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> found = new HashMap<>();
        partitions.forEach(partition -> found.put(partition, offsets.getOrDefault(partition, 0L)));
        return found;
    }

    @Override
    public Map<TopicPartition, Long> committed(String group) {
        return committed.getOrDefault(group, Map.of());
    }
}
