package io.tribunal.worker.metrics;

import io.tribunal.core.identity.ExecutorId;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** An executor's metrics, under the names that executors of all languages share. One thread counts, another one reads. */
public final class ExecutorMetrics {
    private static final double NANOS_PER_SECOND = 1e9;

    private final ExecutorId executor;
    private final LongSupplier nanos;
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong batches = new AtomicLong();
    private final AtomicLong backlog = new AtomicLong();
    private final AtomicLong executing = new AtomicLong();
    private final AtomicLong writeFailures = new AtomicLong();
    private final SortedMap<Integer, Long> processed = new ConcurrentSkipListMap<>();

    /**
     * Metrics that are all zero.
     *
     * @param nanos ns of any clock that only goes forward
     */
    public ExecutorMetrics(ExecutorId executor, LongSupplier nanos) {
        this.executor = executor;
        this.nanos = nanos;
    }

    /** The time in ns, for {@link #answered}. */
    public long now() {
        return nanos.getAsLong();
    }

    /** Counts an answered request that began at that time. */
    public void answered(long begunAt) {
        answered.incrementAndGet();
        executing.addAndGet(now() - begunAt);
    }

    public void rejected() {
        rejected.incrementAndGet();
    }

    /** Counts a batch that was given to the producer. */
    public void written(int partition, long processedTo) {
        batches.incrementAndGet();
        processed.put(partition, processedTo);
    }

    /** Sets the bytes of requests and answers that are not written yet. */
    public void backlog(long bytes) {
        backlog.set(bytes);
    }

    public void writeFailed() {
        writeFailures.incrementAndGet();
    }

    /** Prometheus text, version 0.0.4. */
    public String text() {
        StringBuilder text = new StringBuilder();
        family(text, "requests_total", "counter", "Business entries handled, by outcome.");
        sample(text, "requests_total", "{outcome=\"answered\"}", Long.toString(answered.get()));
        sample(text, "requests_total", "{outcome=\"rejected\"}", Long.toString(rejected.get()));
        family(text, "batches_total", "counter", "Signed batches written, including heartbeats.");
        sample(text, "batches_total", "", Long.toString(batches.get()));
        family(text, "processed_offset", "gauge", "Business offset announced as processed.");
        processed.forEach((partition, offset) ->
                sample(text, "processed_offset", "{partition=\"" + partition + "\"}", Long.toString(offset)));
        family(text, "backlog_bytes", "gauge", "Bytes of requests and answers that are not written yet.");
        sample(text, "backlog_bytes", "", Long.toString(backlog.get()));
        family(
                text,
                "execute_seconds_total",
                "counter",
                "Sum of the times from the beginning of a request to its answer.");
        sample(
                text,
                "execute_seconds_total",
                "",
                String.format(Locale.ROOT, "%.6f", executing.get() / NANOS_PER_SECOND));
        family(text, "write_failures_total", "counter", "How often the producer failed and was replaced.");
        sample(text, "write_failures_total", "", Long.toString(writeFailures.get()));
        family(text, "info", "gauge", "Identity, language and version of the executor.");
        sample(
                text,
                "info",
                "{executor=\"" + executor + "\",language=\"java\",version=\"" + Runtime.version() + "\"}",
                "1");
        return text.toString();
    }

    private static void family(StringBuilder text, String name, String type, String help) {
        text.append("# HELP tribunal_executor_")
                .append(name)
                .append(' ')
                .append(help)
                .append('\n');
        text.append("# TYPE tribunal_executor_")
                .append(name)
                .append(' ')
                .append(type)
                .append('\n');
    }

    private static void sample(StringBuilder text, String name, String labels, String value) {
        text.append("tribunal_executor_").append(name).append(labels);
        text.append(' ').append(value).append('\n');
    }
}
