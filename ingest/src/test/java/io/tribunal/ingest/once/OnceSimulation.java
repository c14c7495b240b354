package io.tribunal.ingest.once;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;
import io.tribunal.ingest.NewRequest;
import io.tribunal.ingest.Outcome;
import io.tribunal.ingest.Outcome.Knowledge;
import io.tribunal.ingest.PlannedRequest;
import io.tribunal.ingest.Recorder;
import io.tribunal.ingest.Recorder.Reach;
import io.tribunal.ingest.journal.SequenceSource;
import io.tribunal.ingest.once.SimulatedLog.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Sends the lines of a file through processes that end at any moment, over a log that loses acknowledgements and delivers
 * late, while the key sends other requests and an attacker appends entries again. Each line must be executed once, and what is
 * told of it must be so. A seed gives one run.
 */
final class OnceSimulation {
    private static final Duration VALIDITY = Duration.ofHours(12);
    private static final Hash DEPLOYMENT = Hash.sha256(new byte[] {7});
    private static final KeyId KEY = new KeyId("ed25519:00112233");
    private static final int MOST_PROCESSES = 5;

    /** What goes wrong beside crashes and the network. */
    enum Adversity {
        NONE,
        /** Another process uses a copy of the journal at the same time. */
        COPIED_JOURNAL,
        /** The voter says of executed entries that they were rejected. */
        LYING_VOTER
    }

    private final Random random;
    private final Adversity adversity;
    private final SimulatedLog log = new SimulatedLog();
    private final MemoryStore store = new MemoryStore();
    private final List<NewRequest> lines = new ArrayList<>();
    private final Map<Integer, Outcome> told = new HashMap<>();
    private final List<Entry> network = new ArrayList<>();
    private long nextSequence;
    private long nextId;
    private int others;

    OnceSimulation(long seed, Adversity adversity) {
        this.random = new Random(seed);
        this.adversity = adversity;
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            lines.add(request("line " + i));
        }
    }

    private static NewRequest request(String body) {
        return new NewRequest("ledger", "INCREMENT", "text/plain", Bytes.utf8(body));
    }

    void run() throws InterruptedException {
        int processes = random.nextInt(MOST_PROCESSES);
        for (int i = 0; i < processes; i++) {
            new Process(true).run();
            betweenProcesses();
        }
        for (int i = 0; i < MOST_PROCESSES && told.size() < lines.size(); i++) {
            new Process(false).run();
        }
        network.forEach(log::append);
        if (adversity != Adversity.LYING_VOTER) {
            assertThat(told).hasSize(lines.size());
        }
        for (int i = 0; i < lines.size(); i++) {
            check(i);
        }
    }

    private void check(int line) {
        List<LogPosition> executions = log.executions(lines.get(line));
        assertThat(executions).hasSizeLessThanOrEqualTo(1);
        Outcome outcome = told.get(line);
        if (outcome != null) {
            assertThat(executions).hasSize(1);
            assertThat(outcome).isEqualTo(log.outcome(executions.get(0)));
        }
    }

    private void betweenProcesses() {
        if (random.nextInt(4) == 0) {
            store.losePower(random.nextInt(store.unforced() + 1));
        }
        if (random.nextInt(4) == 0) {
            nextSequence += random.nextInt(3) * 700L;
            sendOther(sequences.next());
        }
        if (random.nextInt(8) == 0) {
            log.pass(VALIDITY.toMillis() + random.nextInt(8_000_000));
        }
    }

    private final SequenceSource sequences = new SequenceSource() {
        @Override
        public long next() {
            return nextSequence++;
        }

        @Override
        public boolean moveBeyond(long used) {
            boolean foreign = used >= nextSequence;
            nextSequence = Math.max(nextSequence, used + 1);
            return foreign;
        }
    };

    private void sendOther(long sequence) {
        NewRequest request = request("other " + others++);
        log.append(new Entry(
                requestId(), sequence, log.now() + VALIDITY.toMillis(), request, SimulatedLog.partitionOf(request)));
    }

    private RequestId requestId() {
        byte[] digest = Hash.sha256(Long.toString(nextId++).getBytes(StandardCharsets.UTF_8))
                .array();
        return new RequestId(Bytes.wrap(Arrays.copyOf(digest, RequestId.LENGTH)));
    }

    /** One process that sends the whole file. */
    private final class Process implements RequestLog {
        private record Queued(NewRequest request, Recorder recorder, CompletableFuture<Outcome> outcome) {}

        private record Awaited(LogPosition position, CompletableFuture<Outcome> outcome) {}

        private record Late(Entry entry, Recorder recorder, CompletableFuture<Outcome> outcome) {}

        private final boolean faulty;
        private final Queue<Queued> queue = new ArrayDeque<>();
        private final List<Awaited> awaited = new ArrayList<>();
        private final List<Late> late = new ArrayList<>();
        private final List<CompletableFuture<Outcome>> unknown = new ArrayList<>();
        private final Map<Integer, Long> acknowledged = new HashMap<>();
        private final Map<Integer, CompletableFuture<Outcome>> sent = new HashMap<>();
        private final OnceSender sender;

        Process(boolean faulty) throws InterruptedException {
            this.faulty = faulty;
            RequestJournal journal = RequestJournal.open(store, DEPLOYMENT, KEY, OptionalLong.empty());
            for (int partition = 0; partition < SimulatedLog.PARTITIONS; partition++) {
                acknowledged.put(partition, log.end(partition));
            }
            this.sender = new OnceSender(
                    journal, this, sequences, OnceSimulation.this::requestId, VALIDITY, log::now, new DirectExecutor());
            if (random.nextBoolean()) {
                sender.lookUp(IntStream.range(0, lines.size())
                        .mapToObj(Integer::toString)
                        .toList());
            }
        }

        private boolean happens(int oneOf) {
            return faulty && random.nextInt(oneOf) == 0;
        }

        void run() throws InterruptedException {
            while (sent.size() < lines.size() || !isQuiet()) {
                if (happens(25)) {
                    return; // killed
                }
                step();
                tell();
            }
        }

        private boolean isQuiet() {
            return queue.isEmpty() && awaited.isEmpty() && unknown.isEmpty() && (late.isEmpty() || faulty);
        }

        private void step() throws InterruptedException {
            switch (random.nextInt(5)) {
                case 0, 1 -> sendNext();
                case 2 -> flush();
                case 3 -> {
                    if (!awaited.isEmpty()) {
                        Awaited verdict = awaited.remove(random.nextInt(awaited.size()));
                        verdict.outcome().complete(voted(verdict.position()));
                    }
                }
                default -> disturb();
            }
        }

        private void sendNext() throws InterruptedException {
            int line = sent.size();
            if (line < lines.size()) {
                sent.put(line, sender.send(Integer.toString(line), lines.get(line)));
            }
        }

        private void disturb() {
            if (!unknown.isEmpty()) {
                unknown.remove(0)
                        .complete(
                                new Outcome.Unknown(Knowledge.MAYBE_APPENDED, Optional.empty(), "no acknowledgement"));
            }
            if (!late.isEmpty()) {
                Late delivered = late.remove(0);
                network.remove(delivered.entry());
                acknowledge(log.append(delivered.entry()), delivered.recorder(), delivered.outcome());
            }
            if (!network.isEmpty() && random.nextInt(3) == 0) {
                Entry entry = network.get(random.nextInt(network.size()));
                if (late.stream().noneMatch(waiting -> waiting.entry().equals(entry))) {
                    network.remove(entry);
                    log.append(entry);
                }
            }
            if (happens(6)) {
                int partition = random.nextInt(SimulatedLog.PARTITIONS);
                log.entry(partition, random.nextInt(20)).ifPresent(log::append); // replayed by an attacker
            }
            if (happens(80)) {
                log.pass(VALIDITY.toMillis() + random.nextInt(8_000_000)); // the machine was suspended
            }
            if (happens(10) && adversity == Adversity.COPIED_JOURNAL) {
                sendOther(Math.max(0, nextSequence - 2 + random.nextInt(4)));
            }
        }

        private Outcome voted(LogPosition position) {
            Outcome.Placed outcome = log.outcome(position);
            if (adversity == Adversity.LYING_VOTER && random.nextInt(3) == 0 && outcome instanceof Outcome.Agreed) {
                if (random.nextInt(4) == 0) {
                    return new Outcome.Split(position, false);
                }
                List<Rejection> lies = List.of(Rejection.REPLAYED, Rejection.SEQUENCE_TOO_OLD, Rejection.EXPIRED);
                return new Outcome.Rejected(
                        position, lies.get(random.nextInt(lies.size())), "", Optional.empty(), random.nextBoolean());
            }
            return outcome;
        }

        private void tell() {
            sent.forEach((line, outcome) -> {
                if (outcome.isDone() && outcome.join() instanceof Outcome.Agreed agreed) {
                    Outcome before = told.put(line, agreed);
                    assertThat(before).isIn(null, agreed);
                }
            });
        }

        private void flush() {
            List<Queued> batch = new ArrayList<>(queue);
            queue.clear();
            List<Entry> entries = new ArrayList<>();
            for (Queued queued : batch) {
                int partition = SimulatedLog.partitionOf(queued.request());
                Reach reach = new Reach(acknowledged.getOrDefault(partition, 0L), 0);
                PlannedRequest plan = queued.recorder().plan(queued.request(), partition, reach);
                entries.add(new Entry(plan.requestId(), plan.sequence(), plan.notAfter(), queued.request(), partition));
            }
            batch.forEach(queued -> queued.recorder().force());
            for (int i = 0; i < batch.size(); i++) {
                produce(batch.get(i), entries.get(i));
            }
        }

        private void produce(Queued queued, Entry entry) {
            if (happens(5)) { // lost
                unknown.add(queued.outcome());
            } else if (happens(5)) { // appended, and the acknowledgement lost
                log.append(entry);
                unknown.add(queued.outcome());
            } else if (happens(4)) { // under way, perhaps for longer than this process lives
                network.add(entry);
                late.add(new Late(entry, queued.recorder(), queued.outcome()));
            } else {
                acknowledge(log.append(entry), queued.recorder(), queued.outcome());
            }
        }

        private void acknowledge(LogPosition position, Recorder recorder, CompletableFuture<Outcome> outcome) {
            acknowledged.merge(position.partition(), position.offset() + 1, Math::max);
            recorder.appended(position);
            awaited.add(new Awaited(position, outcome));
        }

        @Override
        public CompletableFuture<Outcome> send(NewRequest request, Recorder recorder) {
            Queued queued = new Queued(request, recorder, new CompletableFuture<>());
            queue.add(queued);
            return queued.outcome();
        }

        @Override
        public Map<Query, Answer> look(Collection<Query> queries) {
            return log.look(queries);
        }

        @Override
        public CompletableFuture<Outcome> await(LogPosition position) {
            Awaited verdict = new Awaited(position, new CompletableFuture<>());
            awaited.add(verdict);
            return verdict.outcome();
        }
    }
}
