package io.tribunal.deployment.provisioning;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.client.KafkaFutures;
import io.tribunal.kafka.genesis.GenesisReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes genesis to each empty partition of business-log, and checks that the other partitions begin with it. */
record GenesisWriter(GenesisReader reader, Producer<byte[], byte[]> producer, String businessLog) {
    static void write(ClientSettings settings, String businessLog, GenesisFile genesis) {
        try (GenesisReader reader = new GenesisReader(settings, businessLog);
                Producer<byte[], byte[]> producer = new KafkaProducer<>(settings.producer())) {
            new GenesisWriter(reader, producer, businessLog).write(genesis);
        }
    }

    void write(GenesisFile genesis) {
        List<Future<RecordMetadata>> appended = new ArrayList<>();
        for (int partition = 0; partition < genesis.genesis().partitions(); partition++) {
            Optional<BusinessRecord> first = reader.first(partition);
            if (first.isEmpty()) {
                appended.add(producer.send(new ProducerRecord<>(
                        businessLog, partition, null, genesis.value().array())));
            } else {
                requireOurs(first.get(), genesis);
            }
        }
        appended.forEach(metadata -> requireFirst(KafkaFutures.await(metadata)));
    }

    private void requireOurs(BusinessRecord first, GenesisFile genesis) {
        if (!first.valueHash().equals(Hash.sha256(genesis.value().array()))) {
            throw new UserError(businessLog + " partition " + first.position().partition()
                    + " begins with another deployment's genesis; choose another tribunal.namespace");
        }
    }

    private void requireFirst(RecordMetadata appended) {
        if (appended.offset() != 0) {
            throw new UserError(businessLog + " partition " + appended.partition()
                    + " was written to by someone else before its genesis (ours is at offset " + appended.offset()
                    + "); choose another tribunal.namespace");
        }
    }
}
