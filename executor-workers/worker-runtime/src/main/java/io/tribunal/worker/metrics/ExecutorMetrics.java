package io.tribunal.worker.metrics;

import io.tribunal.core.identity.ExecutorId;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** What an executor counts, in the names that all executors share; read by another thread than the one that counts. */
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
     * Nothing counted yet.
     *
     * @param nanos ns of any clock that only goes forward
     */
    public ExecutorMetrics(ExecutorId executor, LongSupplier nanos) {
        this.executor = executor;
        this.nanos = nanos;
    }

    /** A moment, for {@link #answered}. */
    public long now() {
        return nanos.getAsLong();
    }

    /** A request was answered that had been begun at that moment. */
    public void answered(long begunAt) {
        answered.incrementAndGet();
        executing.addAndGet(now() - begunAt);
    }

    public void rejected() {
        rejected.incrementAndGet();
    }

    /** A batch was handed to the producer. */
    public void written(int partition, long processedTo) {
        batches.incrementAndGet();
        processed.put(partition, processedTo);
    }

    /** Bytes of requests and answers on their way. */
    public void backlog(long bytes) {
        backlog.set(bytes);
    }

    public void writeFailed() {
        writeFailures.incrementAndGet();
    }

    /** Prometheus text, version 0.0.4. */
    public String text() {
        StringBuilder text = new StringBuilder();
        family(text, "requests_total", "counter", "Business entries handled, by what came of them.");
        sample(text, "requests_total", "{outcome=\"answered\"}", Long.toString(answered.get()));
        sample(text, "requests_total", "{outcome=\"rejected\"}", Long.toString(rejected.get()));
        family(text, "batches_total", "counter", "Signed batches written, heartbeats among them.");
        sample(text, "batches_total", "", Long.toString(batches.get()));
        family(text, "processed_offset", "gauge", "Business offset announced as processed.");
        processed.forEach((partition, offset) ->
                sample(text, "processed_offset", "{partition=\"" + partition + "\"}", Long.toString(offset)));
        family(text, "backlog_bytes", "gauge", "Bytes of requests and answers on their way.");
        sample(text, "backlog_bytes", "", Long.toString(backlog.get()));
        family(text, "execute_seconds_total", "counter", "Time from a request's begin to its answer, added up.");
        sample(
                text,
                "execute_seconds_total",
                "",
                String.format(Locale.ROOT, "%.6f", executing.get() / NANOS_PER_SECOND));
        family(text, "write_failures_total", "counter", "Times that the producer gave up and was replaced.");
        sample(text, "write_failures_total", "", Long.toString(writeFailures.get()));
        family(text, "info", "gauge", "Who this is.");
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
