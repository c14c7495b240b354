package io.tribunal.kafka.topic;

import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Genesis;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.client.KafkaFutures;
import io.tribunal.kafka.genesis.GenesisReader;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The number of partitions (P) of the deployment whose business-log is on the cluster. */
public final class PartitionCount {
    private static final int FIRST = 0;

    private PartitionCount() {}

    /** The number in genesis, or the topic's own before genesis is written; empty without the topic. */
    public static OptionalInt find(Admin admin, ClientSettings settings, String businessLog) {
        return of(inTopic(admin, businessLog), () -> {
            try (GenesisReader reader = new GenesisReader(settings, businessLog)) {
                return reader.first(FIRST);
            }
        });
    }

    static OptionalInt of(OptionalInt inTopic, Supplier<Optional<BusinessRecord>> firstRecord) {
        if (inTopic.isEmpty()) {
            return inTopic;
        }
        return firstRecord.get().map(BusinessRecord::content).orElse(null) instanceof BusinessRecord.Entry entry
                        && entry.payload() instanceof Genesis genesis
                ? OptionalInt.of(genesis.partitions())
                : inTopic;
    }

    /** The number that the topic itself has; empty without the topic. */
    public static OptionalInt inTopic(Admin admin, String topic) {
        try {
            return KafkaFutures.await(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                    .mapToInt(description -> description.partitions().size())
                    .findFirst();
        } catch (UnknownTopicOrPartitionException noTopic) {
            return OptionalInt.empty();
        }
    }
}
