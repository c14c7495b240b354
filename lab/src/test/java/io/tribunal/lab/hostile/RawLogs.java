package io.tribunal.lab.hostile;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.kafka.client.ClientSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;

/** Writes any bytes to any topic, as a writer with access to it can. */
final class RawLogs implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final Producer<byte[], byte[]> producer;

    RawLogs(ClientSettings settings) {
        Map<String, Object> own = new HashMap<>(settings.producer());
        own.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 64 << 20);
        this.producer = new KafkaProducer<>(own);
    }

    LogPosition append(String topic, int partition, byte[] value) {
        return position(append(new ProducerRecord<>(topic, partition, null, value)));
    }

    LogPosition append(String topic, int partition, byte[] key, byte[] value, List<Header> headers) {
        return position(append(new ProducerRecord<>(topic, partition, null, key, value, headers)));
    }

    /** Claims a time for the record, as a producer may. */
    RecordMetadata appendAt(String topic, int partition, long claimed, byte[] value) {
        return append(new ProducerRecord<>(topic, partition, claimed, null, value));
    }

    private static LogPosition position(RecordMetadata appended) {
        return new LogPosition(appended.partition(), appended.offset());
    }

    private RecordMetadata append(ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            throw refused.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(refused);
        } catch (TimeoutException e) {
            throw new IllegalStateException("not acknowledged", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
