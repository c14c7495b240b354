package io.tribunal.worker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.worker.ExecutorSigner;
import io.tribunal.worker.TestLog;
import io.tribunal.worker.UnsignedException;
import io.tribunal.worker.fault.FaultInjector;
import io.tribunal.worker.metrics.ExecutorMetrics;
import io.tribunal.worker.response.AnswerBatch;
import io.tribunal.worker.response.BatchSigner;
import io.tribunal.worker.response.KeySigner;
import io.tribunal.worker.response.Outbox;
import io.tribunal.worker.response.ResponseWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class BatchSenderTest {
    private static final int UNSIGNED = 7;
    private static final AnswerBatch HEARTBEAT = new AnswerBatch(4, 5, List.of());

    private final List<String> events = new ArrayList<>();
    private final ExecutorMetrics metrics = new ExecutorMetrics(TestLog.EXECUTOR, () -> 0);
    private final BatchSender sender = new BatchSender(
            new FaultInjector(Optional.empty(), 1, () -> {}, () -> 0),
            new BatchSigner(Hash.ZERO, TestLog.EXECUTOR, new Signer(), 0),
            new ResponseWriter("responses", new byte[0], Producer::new, metrics),
            metrics);

    private final class Signer implements ExecutorSigner {
        private final ExecutorSigner key = new KeySigner(Hash.ZERO, TestLog.EXECUTOR, TestLog.key(1));

        @Override
        public Bytes publicKey() {
            return key.publicKey();
        }

        @Override
        public SignedEnvelope header(ResponseBatch.Header header) {
            if (header.partition() == UNSIGNED) {
                throw new UnsignedException("no");
            }
            events.add("sign " + header.partition());
            return key.header(header);
        }

        @Override
        public KeySignature rejoin(long isolation) {
            return key.rejoin(isolation);
        }
    }

    private final class Producer extends MockProducer<byte[], byte[]> {
        Producer() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            events.add("send " + record.partition());
            return super.send(record, callback);
        }
    }

    @Test
    void shouldSignAllBatchesOfAFlushBeforeItSendsTheFirst() {
        sender.tend(0);
        sender.add(0, List.of(HEARTBEAT), 0);
        sender.add(UNSIGNED, List.of(HEARTBEAT), 0);
        sender.add(1, List.of(HEARTBEAT), 0);

        List<Outbox.QueuedBatch> unsigned = sender.writeDue(0);

        assertThat(events).containsExactly("sign 0", "sign 1", "send 0", "send 1");
        assertThat(unsigned).containsExactly(new Outbox.QueuedBatch(UNSIGNED, HEARTBEAT));
    }
}
