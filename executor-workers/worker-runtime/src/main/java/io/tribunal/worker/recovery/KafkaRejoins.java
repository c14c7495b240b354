package io.tribunal.worker.recovery;

import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.kafka.log.LogRecords;
import io.tribunal.kafka.process.LogText;
import io.tribunal.kafka.process.RepeatedEvents;
import io.tribunal.schemas.codec.DecisionLogCodec;
import io.tribunal.worker.UnsignedException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads isolation-endorsements before it writes there, so that a restart does not write a second request. */
public final class KafkaRejoins implements Rejoins {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaRejoins.class);
    private static final int ONLY_PARTITION = 0;

    private final ClientSettings clients;
    private final String topic;
    private final OwnRejoin own;
    private final int schemaId;
    private final RepeatedEvents repeated = new RepeatedEvents();

    public KafkaRejoins(ClientSettings clients, String topic, OwnRejoin own, int schemaId) {
        this.clients = clients;
        this.topic = topic;
        this.own = own;
        this.schemaId = schemaId;
    }

    @Override
    public boolean request(long isolation) {
        try {
            if (!isWritten(isolation)) {
                write(isolation);
                LOG.info("event=rejoin_asked executor={} isolation={}", own.executor(), isolation);
            }
            return true;
        } catch (KafkaException | ExecutionException | UnsignedException e) {
            repeated.admit(isolation + e.getClass().getName())
                    .ifPresent(withheld -> LOG.warn(
                            "event=rejoin_failed isolation={} withheld={} error=\"{}\" action=retry",
                            isolation,
                            withheld,
                            LogText.escaped(String.valueOf(e.getMessage()))));
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isWritten(long isolation) {
        AtomicBoolean found = new AtomicBoolean();
        TopicScan.scan(clients, topic, 1, record -> {
            if (own.matches(LogRecords.decisionLog(record), isolation)) {
                found.set(true);
            }
        });
        return found.get();
    }

    private void write(long isolation) throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(clients.producer())) {
            byte[] value = DecisionLogCodec.encode(schemaId, own.deployment(), own.record(isolation));
            producer.send(new ProducerRecord<>(topic, ONLY_PARTITION, null, value))
                    .get();
        }
    }
}
