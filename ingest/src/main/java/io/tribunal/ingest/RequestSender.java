package io.tribunal.ingest;

import io.tribunal.core.admission.ShardPartitioner;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.Request;
import io.tribunal.core.policy.Limits;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.ingest.check.Trust;
import io.tribunal.kafka.client.FlushPace;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives queued requests their identity, signs all that are queued with one signature, and produces them in order, so
 * that the sequences of a key are appended in ascending order. A lone request is signed on its own, without waiting for
 * more; under load requests go out at a {@link FlushPace}. Runs on a thread of its own; {@link #enqueue} may be called
 * from any.
 */
final class RequestSender implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(RequestSender.class);
    private static final int MAX_BATCH = 256;

    private record Placed(PendingRequest pending, int partition) {}

    private record Draft(PendingRequest pending, Request request, int partition, Bytes payload) {}

    /** Port: reads the verdicts of partitions. */
    interface Verdicts {
        /** Waits until all verdicts that are appended to these partitions from now on will be read. */
        void follow(Collection<Integer> partitions) throws InterruptedException;

        /** From where on what is sent now can be found, in a partition that is followed. */
        Recorder.Reach reach(int partition);

        /** An entry of this client was appended. */
        void appended(LogPosition position);
    }

    private record Ready(PendingRequest pending, SignedEntry entry) {}

    private final ClientConfig config;
    private final String topic;
    private final Trust trust;
    private final EnvelopeSigner signer;
    private final Producer<byte[], byte[]> producer;
    private final InFlightRequests inFlight;
    private final Verdicts verdicts;
    private final int schemaId;
    private final BlockingQueue<PendingRequest> queue = new LinkedBlockingQueue<>();
    private final FlushPace pace = new FlushPace();

    /** @param schemaId under which the schema of the topic's values is registered, 0 without a registry */
    RequestSender(
            ClientConfig config,
            String topic,
            int schemaId,
            Trust trust,
            Producer<byte[], byte[]> producer,
            InFlightRequests inFlight,
            Verdicts verdicts) {
        this.config = config;
        this.topic = topic;
        this.trust = trust;
        this.signer = new EnvelopeSigner(config.signer());
        this.producer = producer;
        this.inFlight = inFlight;
        this.verdicts = verdicts;
        this.schemaId = schemaId;
    }

    void enqueue(PendingRequest pending) {
        queue.add(pending);
    }

    /** Sends until interrupted. */
    @Override
    public void run() {
        List<PendingRequest> batch = new ArrayList<>(MAX_BATCH);
        try {
            while (!Thread.currentThread().isInterrupted()) {
                batch.add(queue.take());
                awaitFlush();
                queue.drainTo(batch, MAX_BATCH - 1);
                pace.flushed(now(), batch.size());
                send(batch);
                batch.clear();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** A full batch need not wait for more. */
    private void awaitFlush() throws InterruptedException {
        while (queue.size() < MAX_BATCH - 1 && !pace.isDue(now(), queue.size() + 1, inFlight.size())) {
            Thread.sleep(FlushPace.SHORTEST_MS);
        }
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private void send(List<PendingRequest> batch) throws InterruptedException {
        List<Placed> placed = batch.stream()
                .map(pending -> new Placed(pending, partitionOf(pending.request())))
                .toList();
        verdicts.follow(placed.stream().map(Placed::partition).collect(Collectors.toSet()));
        List<Draft> drafts = drafts(placed);
        if (drafts.isEmpty()) {
            return;
        }
        List<SignedEnvelope> envelopes = signer.signBatch(
                PayloadType.REQUEST, drafts.stream().map(Draft::payload).toList());
        List<Ready> ready = new ArrayList<>(drafts.size());
        for (int i = 0; i < drafts.size(); i++) {
            sign(drafts.get(i), envelopes.get(i)).ifPresent(ready::add);
        }
        // Only now, so that the producer finds them together and sends each broker one request.
        ready.forEach(this::produce);
    }

    private int partitionOf(NewRequest request) {
        return ShardPartitioner.partitionOf(request.shardKey(), trust.genesis().partitions());
    }

    /** What can be encoded, and is remembered on disk where that is wanted. */
    private List<Draft> drafts(List<Placed> placed) {
        List<Draft> drafts = new ArrayList<>(placed.size());
        for (Placed request : placed) {
            try {
                drafts.add(draft(request));
            } catch (RuntimeException notPossible) {
                inFlight.refuse(request.pending(), String.valueOf(notPossible.getMessage()));
            }
        }
        drafts.removeIf(draft -> !isRemembered(draft.pending()));
        return drafts;
    }

    private boolean isRemembered(PendingRequest pending) {
        try {
            pending.recorder().ifPresent(Recorder::force);
            return true;
        } catch (RuntimeException notOnDisk) {
            inFlight.refuse(pending, String.valueOf(notOnDisk.getMessage()));
            return false;
        }
    }

    private Draft draft(Placed placed) {
        NewRequest wanted = placed.pending().request();
        PlannedRequest plan = placed.pending()
                .recorder()
                .map(recorder -> recorder.plan(wanted, placed.partition(), verdicts.reach(placed.partition())))
                .orElseGet(() -> plan(wanted));
        Request request = new Request(
                trust.deployment(),
                plan.requestId(),
                config.clientId(),
                plan.sequence(),
                plan.notAfter(),
                wanted.shardKey(),
                wanted.operation(),
                wanted.contentType(),
                wanted.body());
        Bytes payload = PayloadCodec.encode(request);
        if (payload.length() > Limits.MAX_ENTRY) {
            throw new IllegalArgumentException(tooLarge(payload.length()));
        }
        return new Draft(placed.pending(), request, placed.partition(), payload);
    }

    private static String tooLarge(int bytes) {
        return "the entry has " + bytes + " bytes, more than a log entry may";
    }

    private PlannedRequest plan(NewRequest wanted) {
        long notAfter = System.currentTimeMillis() + config.validity().toMillis();
        return new PlannedRequest(
                wanted, PlannedRequest.newId(), config.sequences().next(), notAfter);
    }

    /** Empty when the request is refused or nobody waits for it any more. */
    private Optional<Ready> sign(Draft draft, SignedEnvelope envelope) {
        byte[] value = BusinessCodec.encode(schemaId, envelope);
        if (value.length > Limits.MAX_ENTRY) {
            inFlight.refuse(draft.pending(), tooLarge(value.length));
            return Optional.empty();
        }
        SignedEntry entry = new SignedEntry(
                draft.request(),
                config.signer().keyId(),
                draft.partition(),
                Bytes.wrap(value),
                Hash.sha256(value),
                fingerprint(draft.payload()));
        return inFlight.sign(draft.pending(), entry)
                ? Optional.of(new Ready(draft.pending(), entry))
                : Optional.empty();
    }

    private void produce(Ready ready) {
        PendingRequest pending = ready.pending();
        SignedEntry entry = ready.entry();
        byte[] key = entry.request().shardKey().getBytes(StandardCharsets.UTF_8);
        try {
            Future<RecordMetadata> unused = producer.send(
                    new ProducerRecord<>(
                            topic, entry.partition(), key, entry.value().array()),
                    (metadata, failure) -> acknowledged(pending, entry, metadata, failure));
        } catch (KafkaException failure) {
            failed(pending, failure);
        }
    }

    private void acknowledged(
            PendingRequest pending, SignedEntry entry, RecordMetadata metadata, @Nullable Exception failure) {
        if (failure == null) {
            LogPosition position = new LogPosition(entry.partition(), metadata.offset());
            verdicts.appended(position);
            remember(pending, position);
            if (config.awaitsVerdicts()) {
                inFlight.append(pending, entry.appendedAt(position, metadata.timestamp()));
            } else {
                inFlight.appended(pending, position);
            }
        } else {
            failed(pending, failure);
        }
    }

    /** What is not remembered can be looked up. */
    private static void remember(PendingRequest pending, LogPosition position) {
        try {
            pending.recorder().ifPresent(recorder -> recorder.appended(position));
        } catch (RuntimeException notOnDisk) {
            LOG.warn("event=position_not_kept position={} error=\"{}\"", position, notOnDisk.getMessage());
        }
    }

    private void failed(PendingRequest pending, Exception failure) {
        String reason = "producing failed: " + failure.getMessage();
        if (failure instanceof RecordTooLargeException
                || failure instanceof SerializationException
                || failure instanceof InvalidTopicException) {
            inFlight.refuse(pending, reason);
        } else {
            inFlight.deliveryFailed(pending, reason);
        }
    }

    /** The schema fingerprint that a single-object-encoded payload names: 8 bytes, little-endian, after the marker. */
    private static long fingerprint(Bytes payload) {
        return ByteBuffer.wrap(payload.array()).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    }
}
