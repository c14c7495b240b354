package io.tribunal.ingest.once;

import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.signature.EnvelopeVerifier;
import io.tribunal.ingest.ClientConfig;
import io.tribunal.ingest.NewRequest;
import io.tribunal.ingest.Outcome;
import io.tribunal.ingest.Recorder;
import io.tribunal.ingest.TribunalClient;
import io.tribunal.ingest.check.SentEntry;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.log.LogRecords;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** The log of a deployment as a client reads and writes it. */
final class KafkaRequestLog implements RequestLog {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int FETCH_WAIT_MS = 50;

    private final TribunalClient client;
    private final ClientConfig config;
    private final EnvelopeVerifier verifier = new EnvelopeVerifier(Ed25519.verifier());
    private final Map<LogPosition, CompletableFuture<Outcome>> outcomes = new ConcurrentHashMap<>();

    KafkaRequestLog(TribunalClient client) {
        this.client = client;
        this.config = client.config();
    }

    @Override
    public CompletableFuture<Outcome> send(NewRequest request, Recorder recorder) throws InterruptedException {
        return client.send(request, recorder);
    }

    @Override
    public Map<Query, Answer> look(Collection<Query> queries) throws InterruptedException {
        Map<Integer, List<Query>> byPartition = queries.stream()
                .collect(Collectors.groupingBy(query -> query.plan().partition(), TreeMap::new, Collectors.toList()));
        Map<Query, Answer> answers = new HashMap<>();
        for (Map.Entry<Integer, List<Query>> partition : byPartition.entrySet()) {
            answers.putAll(look(partition.getKey(), partition.getValue()));
        }
        return answers;
    }

    private Map<Query, Answer> look(int partition, List<Query> queries) throws InterruptedException {
        KeyId keyId = config.signer().keyId();
        EntryLookup lookup = new EntryLookup(client.trust(), keyId, verifier, queries);
        read(partition, queries, lookup);
        await(partition, queries, lookup.entries());
        return lookup.answers();
    }

    /** Uncommitted records do not exist in business-log: no client writes it in a transaction. */
    private void read(int partition, List<Query> queries, EntryLookup lookup) {
        TopicPartition log =
                new TopicPartition(TopicNames.of(config.shared().namespace()).businessLog(), partition);
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                new ClientSettings(config.shared()).reader(IsolationLevel.READ_UNCOMMITTED, FETCH_WAIT_MS))) {
            consumer.assign(Set.of(log));
            consumer.seek(log, queries.stream().mapToLong(Query::from).min().orElse(0));
            long end = consumer.endOffsets(Set.of(log)).getOrDefault(log, 0L);
            long before = Math.min(
                    end, queries.stream().mapToLong(Query::before).max().orElse(0));
            long patience = System.nanoTime() + config.timeout().toNanos();
            while (consumer.position(log) < before) {
                long from = consumer.position(log);
                consumer.poll(POLL).forEach(record -> lookup.read(LogRecords.business(record)));
                if (consumer.position(log) > from) {
                    patience = System.nanoTime() + config.timeout().toNanos();
                } else if (System.nanoTime() > patience) {
                    throw new TimeoutException(log + "@" + from + " is not delivered");
                }
            }
        }
    }

    /** Awaits what nobody awaits yet, and anew what was not known when its time was up. */
    private void await(int partition, List<Query> queries, Map<LogPosition, SentEntry> found)
            throws InterruptedException {
        if (!config.awaitsVerdicts()) {
            found.keySet().forEach(position -> outcomes.put(position, appended(position)));
            return;
        }
        Map<LogPosition, SentEntry> news = new LinkedHashMap<>(found);
        news.keySet().removeIf(this::isAwaited);
        if (!news.isEmpty()) {
            long from = queries.stream()
                    .mapToLong(query -> query.plan().reach().verdicts())
                    .min()
                    .orElse(0);
            outcomes.putAll(client.await(news.values(), Map.of(partition, from)));
        }
    }

    private boolean isAwaited(LogPosition position) {
        CompletableFuture<Outcome> outcome = outcomes.get(position);
        return outcome != null && (!outcome.isDone() || outcome.join().isFinal());
    }

    private static CompletableFuture<Outcome> appended(LogPosition position) {
        return CompletableFuture.completedFuture(
                new Outcome.Unknown(Outcome.Knowledge.APPENDED, Optional.of(position), ""));
    }

    @Override
    public CompletableFuture<Outcome> await(LogPosition position) {
        CompletableFuture<Outcome> outcome = outcomes.get(position);
        if (outcome == null) {
            throw new IllegalStateException(position + " was not found by a look-up");
        }
        return outcome;
    }
}
