package io.tribunal.worker;

import io.tribunal.kafka.process.LogText;
import io.tribunal.kafka.process.RunningRole;
import io.tribunal.worker.fault.FaultInjector;
import io.tribunal.worker.recovery.RejoinStateMachine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An executor at work, on one thread: polls all partitions of business-log, executes, writes signed batches without
 * waiting for their acknowledgement, and remembers in Kafka what has been acknowledged. After a restart or an isolation it
 * first rebuilds its state in silence, from verified snapshots where there are any; what was remembered is not answered again,
 * what was not gets the same answers once more.
 */
public final class ExecutorLoop implements RunningRole {
    private static final Logger LOG = LoggerFactory.getLogger(ExecutorLoop.class);
    private static final Duration SHORTEST_POLL = Duration.ofMillis(1);
    private static final Duration LONGEST_POLL = Duration.ofMillis(50);
    private static final Duration FAILURE_PAUSE = Duration.ofMillis(500);
    private static final long REMEMBER_EVERY_MS = 500;
    /** Answers that come while a batch is on its way make the next one: batches grow with the load by themselves. */
    private static final int MAX_IN_FLIGHT = 1;

    /** A millisecond or more each. */
    private static final int LAST_LOOKS = 3_000;

    private final BusinessLogReader reader;
    private final ResponseWriter writer;
    private final BatchSigner signer;
    private final FaultInjector faults;
    private final PartitionWorkers workforce;
    private final RejoinStateMachine comeback;
    private final ExecutorMetrics metrics;
    private final LongSupplier clock;
    private final Outbox outbox = new Outbox();
    private final Map<Integer, PartitionWorker> workers = new TreeMap<>();
    private boolean caughtUp;
    private boolean rebuildDue;
    private long rememberedAt;
    private volatile boolean stopped;

    /**
     * A loop that has not begun.
     *
     * @param clock ms of any clock that only goes forward
     */
    ExecutorLoop(
            BusinessLogReader reader,
            ResponseWriter writer,
            BatchSigner signer,
            FaultInjector faults,
            PartitionWorkers workforce,
            RejoinStateMachine comeback,
            ExecutorMetrics metrics,
            LongSupplier clock) {
        this.reader = reader;
        this.writer = writer;
        this.signer = signer;
        this.faults = faults;
        this.workforce = workforce;
        this.comeback = comeback;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void run() throws InterruptedException {
        try (workforce;
                reader;
                writer) {
            try {
                while (!stopped) {
                    step();
                }
                finish();
            } finally {
                workers.values().forEach(PartitionWorker::close);
            }
        }
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public boolean isHealthy() {
        return workforce.isHealthy();
    }

    @Override
    public String metrics() {
        return metrics.text();
    }

    /** One poll and what follows from it. */
    void step() throws InterruptedException {
        try {
            if (workers.isEmpty()) {
                open();
            }
            if (!workers.isEmpty()) {
                reader.poll(isWaiting() ? SHORTEST_POLL : LONGEST_POLL).forEach(this::handle);
                workers.forEach(this::advance);
                heedIsolation();
            }
        } catch (RetriableException e) {
            LOG.warn("event=business_log_unavailable error=\"{}\" action=retry", e.getMessage());
            Thread.sleep(FAILURE_PAUSE);
        }
        write();
        rememberSometimes();
        reader.holdBack(full());
    }

    private void open() throws InterruptedException {
        begin(reader.open());
        if (workers.isEmpty()) {
            LOG.warn("event=business_log_missing action=retry");
            Thread.sleep(FAILURE_PAUSE);
        } else {
            LOG.info("event=business_log_opened partitions={}", workers.keySet());
        }
    }

    /** Every partition anew, from its best verified state or from zero. */
    private void begin(Map<Integer, Long> resume) {
        if (!resume.isEmpty()) {
            reader.markEnds();
            caughtUp = false;
        }
        workers.values().forEach(PartitionWorker::close);
        workers.putAll(workforce.hire(resume));
        workers.forEach((partition, worker) -> reader.seek(partition, worker.begin()));
    }

    private void heedIsolation() {
        caughtUp = caughtUp || (isIdle() && reader.hasReachedEnds());
        rebuildDue =
                rebuildDue || comeback.mustRebuild(workforce.isolation(workers.values()), caughtUp, clock.getAsLong());
        if (rebuildDue) {
            LOG.warn("event=isolated action=rebuild_all_partitions");
            Map<Integer, Long> resume = new TreeMap<>();
            workers.forEach((partition, worker) -> resume.put(partition, worker.resumeFrom()));
            begin(resume);
            rebuildDue = false;
        }
    }

    /** Whether no service has a request under way. */
    private boolean isIdle() {
        return workers.values().stream().noneMatch(PartitionWorker::isExecuting);
    }

    /** Whether answers are under way, or ready and only waiting for earlier ones. */
    private boolean isWaiting() {
        return workers.values().stream().anyMatch(PartitionWorker::isBusy);
    }

    private void advance(int partition, PartitionWorker worker) {
        if (!worker.advance()) {
            reader.seek(partition, worker.begin());
        }
    }

    private void handle(int partition, List<LoggedRecord> records) {
        PartitionWorker worker = workers.get(partition);
        for (LoggedRecord record : records) {
            if (worker != null && !worker.handle(record)) {
                reader.seek(partition, worker.begin());
                return;
            }
        }
    }

    private void write() {
        long now = clock.getAsLong();
        writer.tend(now);
        workers.forEach((partition, worker) -> {
            if (writer.inFlight(partition) < MAX_IN_FLIGHT) {
                post(partition, worker.drain(now), now);
            }
        });
        writeDue(now);
        metrics.backlog(
                workers.values().stream().mapToLong(PartitionWorker::backlog).sum());
    }

    private void post(int partition, List<AnswerBatch> batches, long now) {
        faults.outgoing(batches)
                .forEach(
                        outgoing -> outbox.add(now + outgoing.delay(), new Outbox.QueuedBatch(partition, outgoing.batch())));
    }

    private void writeDue(long now) {
        for (Outbox.QueuedBatch parcel : outbox.due(now)) {
            try {
                byte[] value = signer.sign(parcel.partition(), parcel.batch());
                writer.write(parcel.partition(), value, parcel.batch().resumeFrom());
                metrics.written(parcel.partition(), parcel.batch().processedTo());
            } catch (UnsignedException e) {
                LOG.warn(
                        "event=batch_unsigned partition={} error=\"{}\" action=answer_again",
                        parcel.partition(),
                        LogText.escaped(String.valueOf(e.getMessage())));
                takeBack(parcel);
            }
        }
    }

    private void takeBack(Outbox.QueuedBatch parcel) {
        PartitionWorker worker = workers.get(parcel.partition());
        if (worker != null) {
            worker.takeBack(parcel.batch());
        }
    }

    private Set<Integer> full() {
        return workers.entrySet().stream()
                .filter(entry -> entry.getValue().isFull())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private void rememberSometimes() {
        long now = clock.getAsLong();
        if (now - rememberedAt >= REMEMBER_EVERY_MS) {
            rememberedAt = now;
            reader.remember(writer.acknowledged(), now);
        }
    }

    /** What services are at work on may still be answered, so that nobody has to do it again. */
    private void finish() throws InterruptedException {
        for (int look = 0; look < LAST_LOOKS && !isIdle(); look++) {
            workers.values().forEach(PartitionWorker::advance);
            Thread.sleep(1);
        }
        long now = clock.getAsLong();
        workers.forEach((partition, worker) -> post(partition, worker.drainLast(now), now));
        writeDue(Long.MAX_VALUE);
        writer.close();
        reader.rememberNow(writer.acknowledged());
    }
}
