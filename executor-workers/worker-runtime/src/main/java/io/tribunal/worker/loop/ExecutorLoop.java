package io.tribunal.worker.loop;

import io.tribunal.kafka.client.FlushPace;
import io.tribunal.kafka.process.Retries;
import io.tribunal.kafka.process.RunningRole;
import io.tribunal.worker.metrics.ExecutorMetrics;
import io.tribunal.worker.recovery.RejoinStateMachine;
import io.tribunal.worker.response.AnswerBatch;
import io.tribunal.worker.response.Outbox;
import io.tribunal.worker.state.LoggedRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running executor, on one thread: polls all partitions of business-log, executes the requests, writes signed batches
 * of all partitions together at a {@link FlushPace}, without waiting for their acknowledgement, and commits to Kafka what
 * has been acknowledged. After a restart or an isolation
 * it first rebuilds its state, from verified snapshots where there are any, and writes nothing meanwhile. Requests before the
 * committed offset are not answered again; the later ones get the same answers once more.
 */
public final class ExecutorLoop implements RunningRole {
    private static final Logger LOG = LoggerFactory.getLogger(ExecutorLoop.class);
    /** What comes meanwhile ends a poll at once. */
    private static final long LONGEST_POLL_MS = 500;
    /** An acknowledgement does not end a poll. */
    private static final long IN_FLIGHT_POLL_MS = 50;

    private static final long COMMIT_EVERY_MS = 500;

    /** How often to look for unfinished requests before the end; a millisecond or more each. */
    private static final int LAST_LOOKS = 3_000;

    private final BusinessLogReader reader;
    private final BatchSender sender;
    private final PartitionWorkers partitionWorkers;
    private final RejoinStateMachine rejoin;
    private final ExecutorMetrics metrics;
    private final LongSupplier clock;
    private final Map<Integer, PartitionWorker> workers = new TreeMap<>();
    private final FlushPace pace = new FlushPace();
    private long activeAt = -FlushPace.LONGEST_MS;
    private boolean caughtUp;
    private boolean rebuildDue;
    private boolean fetchAgain;
    private long committedAt;
    private final Retries retries;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * A loop that has not begun.
     *
     * @param clock ms of any clock that only goes forward
     */
    ExecutorLoop(
            BusinessLogReader reader,
            BatchSender sender,
            PartitionWorkers partitionWorkers,
            RejoinStateMachine rejoin,
            ExecutorMetrics metrics,
            LongSupplier clock) {
        this(reader, sender, partitionWorkers, rejoin, metrics, clock, new Retries(LOG, "business_log_unavailable"));
    }

    ExecutorLoop(
            BusinessLogReader reader,
            BatchSender sender,
            PartitionWorkers partitionWorkers,
            RejoinStateMachine rejoin,
            ExecutorMetrics metrics,
            LongSupplier clock,
            Retries retries) {
        this.retries = retries;
        this.reader = reader;
        this.sender = sender;
        this.partitionWorkers = partitionWorkers;
        this.rejoin = rejoin;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void run() throws InterruptedException {
        try (partitionWorkers;
                reader;
                sender) {
            try {
                while (stopped.getCount() > 0) {
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
        stopped.countDown();
        reader.wakeUp();
    }

    @Override
    public boolean isHealthy() {
        return partitionWorkers.isHealthy() && !retries.isFailing() && !sender.isFailing();
    }

    @Override
    public String metrics() {
        return metrics.text();
    }

    /** One poll and everything that follows from it. */
    void step() throws InterruptedException {
        rest();
        long now = clock.getAsLong();
        try {
            if (workers.isEmpty()) {
                open();
            }
            if (!workers.isEmpty()) {
                readAgainAfterFailure();
                now = read();
                workers.forEach(this::advance);
                rebuildIfIsolated();
                noteRecovery();
            }
        } catch (WakeupException e) {
            LOG.debug("event=woken_up", e);
        } catch (KafkaException e) {
            if (!Retries.mayPass(e)) {
                throw e;
            }
            fetchAgain = true;
            stopped.await(retries.failed(e), TimeUnit.MILLISECONDS);
        }
        write(now);
        commitIfDue();
        reader.holdBack(fullPartitions());
    }

    /** Drops what was fetched: the client would give a damaged record for ever. */
    private void readAgainAfterFailure() {
        if (fetchAgain) {
            reader.fetchAgain();
            fetchAgain = false;
        }
    }

    /** It works again when everything that was in the log after the failure has been read. */
    private void noteRecovery() {
        if (retries.isFailing() && reader.hasFetchedAgain()) {
            retries.succeeded();
        }
    }

    /** Fetches no more often than it writes: a fetch after each small append costs the brokers as much as a flush. */
    private void rest() throws InterruptedException {
        long rest = activeAt + pace.intervalMs() - clock.getAsLong();
        if (rest > 0) {
            Thread.sleep(rest);
        }
    }

    /** Polls and handles what it gives; returns when the poll ended. The interval to the next flush counts from there. */
    private long read() {
        Map<Integer, List<LoggedRecord>> records = reader.poll(Duration.ofMillis(longestPoll(clock.getAsLong())));
        long now = clock.getAsLong();
        if (!records.isEmpty()) {
            activeAt = now;
        }
        records.forEach(this::handle);
        return now;
    }

    /** Ms until there is something to write even if nothing comes. */
    private long longestPoll(long now) {
        long longest = isBusy() ? 0 : Math.min(LONGEST_POLL_MS, sender.dueIn(now));
        for (Map.Entry<Integer, PartitionWorker> entry : workers.entrySet()) {
            boolean ready = sender.isReady(entry.getKey());
            longest = Math.min(longest, ready ? entry.getValue().emptyBatchIn(now) : IN_FLIGHT_POLL_MS);
        }
        return Math.max(FlushPace.SHORTEST_MS, longest);
    }

    private void open() {
        begin(reader.open());
        if (!workers.isEmpty()) {
            LOG.info("event=business_log_opened partitions={}", workers.keySet());
        }
    }

    /** Starts every partition again, from its best verified snapshot or from offset 0. */
    private void begin(Map<Integer, Long> resume) {
        if (!resume.isEmpty()) {
            reader.markEnds();
            caughtUp = false;
        }
        workers.values().forEach(PartitionWorker::close);
        workers.putAll(partitionWorkers.create(resume));
        workers.forEach((partition, worker) -> reader.seek(partition, worker.begin()));
    }

    private void rebuildIfIsolated() {
        caughtUp = caughtUp || (isIdle() && reader.hasReachedEnds());
        rebuildDue = rebuildDue
                || rejoin.mustRebuild(partitionWorkers.isolation(workers.values()), caughtUp, clock.getAsLong());
        if (rebuildDue) {
            LOG.warn("event=isolated action=rebuild_all_partitions");
            Map<Integer, Long> resume = new TreeMap<>();
            workers.forEach((partition, worker) -> resume.put(partition, worker.resumeFrom()));
            begin(resume);
            rebuildDue = false;
        }
    }

    /** Whether the service is at work on no request. */
    private boolean isIdle() {
        return workers.values().stream().noneMatch(PartitionWorker::isExecuting);
    }

    private boolean isBusy() {
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

    private void write(long now) {
        sender.tend(now);
        if (pace.isDue(now, !isIdle())) {
            drainAll(now);
        }
        takeBack(sender.writeDue(now));
        metrics.backlog(
                workers.values().stream().mapToLong(PartitionWorker::backlog).sum());
    }

    /** Drains what is to be written, and lets quiet partitions join, so that they need no flush of their own. */
    private void drainAll(long now) {
        List<AnswerBatch> drained = drainReady(worker -> worker.drain(now), now);
        if (!drained.isEmpty()) {
            drainReady(worker -> worker.join(now), now);
            pace.flushed(now, answers(drained));
        }
    }

    /** Drains the partitions that have no batch in flight: a slow broker holds up its own only. */
    private List<AnswerBatch> drainReady(Function<PartitionWorker, List<AnswerBatch>> drain, long now) {
        List<AnswerBatch> all = new ArrayList<>();
        for (Map.Entry<Integer, PartitionWorker> entry : workers.entrySet()) {
            if (sender.isReady(entry.getKey())) {
                List<AnswerBatch> drained = drain.apply(entry.getValue());
                sender.add(entry.getKey(), drained, now);
                all.addAll(drained);
            }
        }
        return all;
    }

    private static int answers(List<AnswerBatch> batches) {
        int answers = 0;
        for (AnswerBatch batch : batches) {
            answers += batch.items().size();
        }
        return answers;
    }

    private void takeBack(List<Outbox.QueuedBatch> unsigned) {
        for (Outbox.QueuedBatch queued : unsigned) {
            PartitionWorker worker = workers.get(queued.partition());
            if (worker != null) {
                worker.takeBack(queued.batch());
            }
        }
    }

    private Set<Integer> fullPartitions() {
        return workers.entrySet().stream()
                .filter(entry -> entry.getValue().isFull())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private void commitIfDue() {
        long now = clock.getAsLong();
        if (now - committedAt >= COMMIT_EVERY_MS) {
            committedAt = now;
            reader.commit(sender.acknowledged(), now);
        }
    }

    /** Waits for the requests that the service is at work on, so that they need not be executed again after a restart. */
    private void finish() throws InterruptedException {
        for (int look = 0; look < LAST_LOOKS && !isIdle(); look++) {
            workers.values().forEach(PartitionWorker::advance);
            Thread.sleep(1);
        }
        long now = clock.getAsLong();
        workers.forEach((partition, worker) -> sender.add(partition, worker.drainLast(now), now));
        takeBack(sender.writeAll());
        sender.close();
        reader.commitNow(sender.acknowledged());
    }
}
