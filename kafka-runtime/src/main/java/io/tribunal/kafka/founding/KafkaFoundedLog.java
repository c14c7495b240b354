package io.tribunal.kafka.founding;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.client.KafkaFutures;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.kafka.genesis.GenesisReader;
import io.tribunal.kafka.rules.RuleRecord;
import io.tribunal.schemas.codec.EnvelopeCodec;
import io.tribunal.schemas.codec.MalformedRecordException;
import io.tribunal.schemas.codec.WireFormat;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.topic.TopicNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Asks the brokers. For one thread. */
public final class KafkaFoundedLog implements FoundedLog {
    private static final int FIRST_PARTITION = 0;

    private final ClientSettings clients;
    private final TopicNames names;
    private @Nullable Admin admin;

    public KafkaFoundedLog(ClientSettings clients, TopicNames names) {
        this.clients = clients;
        this.names = names;
    }

    private Admin admin() {
        Admin open = admin;
        if (open == null) {
            open = Admin.create(clients.admin());
            admin = open;
        }
        return open;
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close();
            admin = null;
        }
    }

    @Override
    public Map<String, Present> topics(Collection<String> wanted) {
        Map<String, Present> present = new HashMap<>();
        admin().describeTopics(wanted).topicNameValues().forEach((name, description) -> {
            try {
                var found = KafkaFutures.await(description);
                present.put(
                        name, new Present(found.topicId(), found.partitions().size()));
            } catch (UnknownTopicOrPartitionException missing) {
                present.remove(name);
            }
        });
        return present;
    }

    @Override
    public Genesis genesis(Hash deployment) {
        try (GenesisReader reader = new GenesisReader(clients, names.businessLog())) {
            return reader.require(FIRST_PARTITION, deployment).genesis();
        }
    }

    @Override
    public Optional<TopicIds> founded(Genesis genesis, Hash deployment) {
        List<TopicIds> found = new ArrayList<>();
        TopicScan.scan(clients, List.of(new TopicPartition(names.rules(), FIRST_PARTITION)), record -> {
            if (Arrays.equals(record.key(), RuleRecord.topicsKey())) {
                envelope(record.value())
                        .flatMap(envelope -> SignedTopics.verified(envelope, genesis, deployment, Ed25519.verifier()))
                        .ifPresent(found::add);
            }
        });
        return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
    }

    private static Optional<SignedEnvelope> envelope(byte @Nullable [] value) {
        try {
            return value == null ? Optional.empty() : WireFormat.body(value).map(EnvelopeCodec::decode);
        } catch (MalformedRecordException forged) {
            return Optional.empty();
        }
    }

    @Override
    public Map<TopicPartition, Long> begins(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.earliest());
    }

    @Override
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec which) {
        if (partitions.isEmpty()) {
            return Map.of();
        }
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> which));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        KafkaFutures.await(admin().listOffsets(wanted).all())
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    @Override
    public Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        try {
            KafkaFutures.await(admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                    .forEach((partition, offset) -> {
                        if (offset != null) {
                            committed.put(partition, offset.offset());
                        }
                    });
        } catch (GroupIdNotFoundException beforeItsFirstCommit) {
            return Map.of();
        }
        return committed;
    }
}
