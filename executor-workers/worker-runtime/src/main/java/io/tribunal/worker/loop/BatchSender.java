package io.tribunal.worker.loop;

import io.tribunal.core.identity.Bytes;
import io.tribunal.kafka.process.LogText;
import io.tribunal.kafka.process.RepeatedEvents;
import io.tribunal.worker.UnsignedException;
import io.tribunal.worker.fault.FaultInjector;
import io.tribunal.worker.metrics.ExecutorMetrics;
import io.tribunal.worker.response.AnswerBatch;
import io.tribunal.worker.response.BatchSigner;
import io.tribunal.worker.response.Outbox;
import io.tribunal.worker.response.ResponseWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes batches through fault injection, delay and signature to the writer, in flushes: batches that are due together are
 * all signed before the first of them is sent, so that the producer finds them together and sends each broker one request.
 * Times in ms of any clock. For one thread.
 */
final class BatchSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BatchSender.class);
    /** Answers that come while a batch is in flight make the next one: batches grow with the load by themselves. */
    private static final int MAX_IN_FLIGHT = 1;

    private record Signed(Outbox.QueuedBatch queued, Bytes value) {}

    private final FaultInjector faults;
    private final BatchSigner signer;
    private final ResponseWriter writer;
    private final ExecutorMetrics metrics;
    private final Outbox outbox = new Outbox();
    private final RepeatedEvents repeated = new RepeatedEvents();

    BatchSender(FaultInjector faults, BatchSigner signer, ResponseWriter writer, ExecutorMetrics metrics) {
        this.faults = faults;
        this.signer = signer;
        this.writer = writer;
        this.metrics = metrics;
    }

    /** Releases acknowledged batches and replaces a failed producer; call it often. */
    void tend(long now) {
        writer.tend(now);
    }

    /** Whether the partition's next batch may follow. */
    boolean isReady(int partition) {
        return writer.inFlight(partition) < MAX_IN_FLIGHT;
    }

    /** Queues batches, in order. */
    void add(int partition, List<AnswerBatch> batches, long now) {
        for (FaultInjector.Outgoing outgoing : faults.outgoing(batches)) {
            outbox.add(now + outgoing.delay(), new Outbox.QueuedBatch(partition, outgoing.batch()));
        }
    }

    /** Ms until a queued batch is due; {@link Long#MAX_VALUE} if there is none. */
    long dueIn(long now) {
        return outbox.dueIn(now);
    }

    /** Signs and writes the batches that are due; gives back those that could not be signed. */
    List<Outbox.QueuedBatch> writeDue(long now) {
        List<Outbox.QueuedBatch> unsigned = new ArrayList<>();
        List<Signed> signed = new ArrayList<>();
        for (Outbox.QueuedBatch queued : outbox.due(now)) {
            sign(queued).ifPresentOrElse(signed::add, () -> unsigned.add(queued));
        }
        signed.forEach(this::write);
        return unsigned;
    }

    /** Signs and writes every batch that is queued, due or not; gives back those that could not be signed. */
    List<Outbox.QueuedBatch> writeAll() {
        return writeDue(Long.MAX_VALUE);
    }

    private void write(Signed signed) {
        int partition = signed.queued().partition();
        AnswerBatch batch = signed.queued().batch();
        writer.write(partition, signed.value().array(), batch.resumeFrom());
        metrics.written(partition, batch.processedTo());
    }

    private Optional<Signed> sign(Outbox.QueuedBatch queued) {
        try {
            return Optional.of(new Signed(queued, Bytes.wrap(signer.sign(queued.partition(), queued.batch()))));
        } catch (UnsignedException e) {
            repeated.admit(queued.partition())
                    .ifPresent(withheld -> LOG.warn(
                            "event=batch_unsigned partition={} withheld={} error=\"{}\" action=answer_again",
                            queued.partition(),
                            withheld,
                            LogText.escaped(String.valueOf(e.getMessage()))));
            return Optional.empty();
        }
    }

    /** Whether nothing can be written at present; any thread may ask. */
    boolean isFailing() {
        return writer.isFailing();
    }

    /** By partition, the business offset from which to answer after a restart. */
    Map<Integer, Long> acknowledged() {
        return writer.acknowledged();
    }

    @Override
    public void close() {
        writer.close();
    }
}
