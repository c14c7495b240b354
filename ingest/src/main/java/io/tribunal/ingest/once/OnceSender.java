package io.tribunal.ingest.once;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;
import io.tribunal.ingest.NewRequest;
import io.tribunal.ingest.Outcome;
import io.tribunal.ingest.PlannedRequest;
import io.tribunal.ingest.Recorder;
import io.tribunal.ingest.TribunalClient;
import io.tribunal.ingest.journal.JournalException;
import io.tribunal.ingest.journal.SequenceSource;
import io.tribunal.ingest.once.RequestCourse.Look;
import io.tribunal.ingest.once.RequestLog.Answer;
import io.tribunal.ingest.once.RequestLog.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests under idempotency keys: a request is executed once, however often it is sent, and whatever happens to this
 * process, the network or the brokers in between (ADR 0031). What was decided before is told again. Thread-safe.
 *
 * <p>After a crash, open the same journal, call {@link #lookUp} with the keys that are to be sent again, and send them again.
 */
public final class OnceSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OnceSender.class);
    /** Above the sequences that somebody else uses at the same time. */
    private static final long LEAP = 1 << 20;

    private final RequestJournal journal;
    private final RequestLog log;
    private final SequenceSource sequences;
    private final Supplier<RequestId> requestIds;
    private final Duration validity;
    private final LongSupplier clock;
    private final ExecutorService executor;
    private final Map<String, Request> inFlight = new HashMap<>();
    private final Map<Query, Answer> answers = new ConcurrentHashMap<>();
    private final Queue<Question> questions = new ConcurrentLinkedQueue<>();

    private volatile boolean keyShared;

    private record Question(Request asking, Query query) {}

    /** A sender of requests through that client, with the journal of its deployment and its key. */
    public static OnceSender of(TribunalClient client, RequestJournal journal) {
        Duration validity = Duration.ofMillis(Math.min(
                client.config().validity().toMillis(), client.policy().timing().maxValidity() / 2));
        ExecutorService executor = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("tribunal-once").factory());
        return new OnceSender(
                journal,
                new KafkaRequestLog(client),
                client.config().sequences(),
                PlannedRequest::newId,
                validity,
                System::currentTimeMillis,
                executor);
    }

    /**
     * A sender of what the journal does not know yet, and of what it does.
     *
     * @param validity from planning a request to its notAfter
     * @param clock epoch ms
     * @param executor where what has to wait for the log runs; one thread suffices
     */
    OnceSender(
            RequestJournal journal,
            RequestLog log,
            SequenceSource sequences,
            Supplier<RequestId> requestIds,
            Duration validity,
            LongSupplier clock,
            ExecutorService executor) {
        this.journal = journal;
        this.log = log;
        this.sequences = sequences;
        this.requestIds = requestIds;
        this.validity = validity;
        this.clock = clock;
        this.executor = executor;
    }

    /**
     * Looks up in one pass what became of those of the requests that an earlier process has left open, which makes sending
     * many of them again quicker.
     */
    public void lookUp(Collection<String> keys) throws InterruptedException {
        answers.putAll(look(keys.stream()
                .flatMap(key -> journal.find(key).stream())
                .flatMap(known -> firstLook(known).stream())
                .toList()));
    }

    private Map<Query, Answer> look(List<Query> queries) throws InterruptedException {
        Map<Query, Answer> found = queries.isEmpty() ? Map.of() : log.look(queries);
        for (Answer answer : found.values()) {
            if (sequences.moveBeyond(answer.highest()) || answer.foreign()) {
                keyShared = true;
                sequences.moveBeyond(answer.highest() + LEAP);
            }
        }
        return found;
    }

    /**
     * Whether the log holds requests of this client's key that this journal does not know: the key is used with another
     * journal too, or this one is a copy. What was sent under both is not recognised.
     */
    public boolean isKeyShared() {
        return keyShared;
    }

    /** The id under which the request of a key is in the log; empty before it was planned. */
    public Optional<RequestId> requestId(String key) {
        return journal.find(key).map(known -> known.plan().requestId());
    }

    private static Optional<Query> firstLook(KnownRequest known) {
        return new RequestCourse(Optional.of(known)).begin() instanceof Look look
                ? Optional.of(query(known.plan(), look))
                : Optional.empty();
    }

    private static Query query(Plan plan, Look look) {
        return new Query(plan, look.from(), look.before());
    }

    /**
     * Sends a request, unless it was sent before under this key. Blocks while too many are in flight.
     *
     * @param key names the request; used again for the same request only
     * @return the outcome; one that is not final means that the request is to be sent again under the same key, now or by
     *     another process
     * @throws IdempotencyKeyException when the key was used for a request with another content
     */
    public CompletableFuture<Outcome> send(String key, NewRequest request) throws InterruptedException {
        Hash content = RequestContent.of(request);
        Request sending;
        synchronized (inFlight) {
            Request same = inFlight.get(key);
            Optional<KnownRequest> known = journal.find(key);
            if ((same != null && !same.content.equals(content))
                    || known.filter(before -> !before.plan().content().equals(content))
                            .isPresent()) {
                throw new IdempotencyKeyException(key);
            }
            if (same != null) {
                return same.outcome.copy();
            }
            sending = new Request(key, request, content, known);
            inFlight.put(key, sending);
        }
        try {
            sending.begin();
        } catch (InterruptedException | RuntimeException failure) {
            sending.fail(failure);
            throw failure;
        }
        return sending.outcome.copy();
    }

    /** Answers all questions that wait in one pass through the log. */
    private void answerAll() {
        List<Question> asked = new ArrayList<>();
        for (Question next = questions.poll(); next != null; next = questions.poll()) {
            asked.add(next);
        }
        try {
            Map<Query, Answer> found = look(asked.stream().map(Question::query).toList());
            asked.forEach(question -> question.asking().answer(Objects.requireNonNull(found.get(question.query()))));
        } catch (InterruptedException | RuntimeException failure) {
            asked.forEach(question -> question.asking().fail(failure));
        }
    }

    /** Ends the requests that have no outcome yet: they are to be sent again under their keys. */
    @Override
    public void close() {
        executor.shutdown();
        List<Request> open;
        synchronized (inFlight) {
            open = List.copyOf(inFlight.values());
        }
        open.forEach(request -> request.fail(new IllegalStateException("the sender was closed")));
    }

    /** One request on its way. What happens to it happens on one thread at a time. */
    private final class Request implements Recorder {
        private final String key;
        private final NewRequest request;
        private final Hash content;
        private final RequestCourse course;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private volatile @Nullable Plan plan;
        private volatile boolean firstEntry;
        private boolean anew;

        private Request(String key, NewRequest request, Hash content, Optional<KnownRequest> known) {
            this.key = key;
            this.request = request;
            this.content = content;
            this.course = new RequestCourse(known);
            this.plan = known.map(KnownRequest::plan).orElse(null);
        }

        /** What can be done without the log's help is done by the caller, who is to wait when there is no room. */
        private void begin() throws InterruptedException {
            RequestCourse.Next next = course.begin();
            if (next instanceof Look look) {
                Answer known = answers.remove(query(planned(), look));
                next = known == null ? next : course.found(known.own(), known.dead());
            }
            step(next);
        }

        private Plan planned() {
            Plan known = plan;
            if (known == null) {
                throw new IllegalStateException("it has no plan yet");
            }
            return known;
        }

        private void step(RequestCourse.Next next) throws InterruptedException {
            switch (next) {
                case RequestCourse.Settled settled -> settle(settled.outcome());
                case RequestCourse.Await await -> follow(log.await(await.position()));
                case Look look -> {
                    questions.add(new Question(this, query(planned(), look)));
                    execute(OnceSender.this::answerAll);
                }
                case RequestCourse.Send send -> follow(log.send(request, this));
                case RequestCourse.SendAnew sendAnew -> {
                    anew = true;
                    follow(log.send(request, this));
                }
            }
        }

        private void answer(Answer answer) {
            try {
                step(course.found(answer.own(), answer.dead()));
            } catch (InterruptedException | RuntimeException failure) {
                fail(failure);
            }
        }

        private void follow(CompletableFuture<Outcome> entry) {
            CompletableFuture<Outcome> unused = entry.whenComplete((known, failure) -> {
                if (known instanceof Outcome.Rejected) {
                    execute(() -> goOn(known));
                } else if (known != null) {
                    settle(known);
                } else {
                    fail(failure);
                }
            });
        }

        private void execute(Runnable task) {
            try {
                executor.execute(task);
            } catch (RejectedExecutionException closed) {
                fail(closed);
            }
        }

        private void goOn(Outcome rejected) {
            try {
                step(course.outcome(rejected, planned()));
            } catch (InterruptedException | RuntimeException failure) {
                fail(failure);
            }
        }

        private void settle(Outcome known) {
            try {
                if (known instanceof Outcome.Placed placed && !(known instanceof Outcome.Rejected) && known.isFinal()) {
                    journal.decided(key, placed);
                }
            } catch (JournalException notWritten) {
                LOG.warn("event=outcome_not_kept error=\"{}\"", notWritten.getMessage()); // it can be looked up
            }
            synchronized (inFlight) {
                inFlight.remove(key);
            }
            outcome.complete(known);
        }

        private void fail(Throwable failure) {
            synchronized (inFlight) {
                inFlight.remove(key);
            }
            outcome.completeExceptionally(failure);
        }

        @Override
        public PlannedRequest plan(NewRequest wanted, int partition, Reach reach) {
            long now = clock.getAsLong();
            Plan before = plan;
            Plan next;
            if (before == null || anew) {
                RequestId id = before == null ? requestIds.get() : before.requestId();
                next = new Plan(id, sequences.next(), now + validity.toMillis(), content, partition, reach);
            } else if (before.notAfter() <= now) {
                next = before.validUntil(now + validity.toMillis());
            } else {
                next = before;
            }
            firstEntry = !next.equals(before);
            if (firstEntry) {
                journal.plan(key, next);
                plan = next;
                anew = false;
            }
            return new PlannedRequest(wanted, next.requestId(), next.sequence(), next.notAfter());
        }

        @Override
        public void force() {
            journal.force();
        }

        @Override
        public void appended(LogPosition position) {
            Plan known = plan;
            if (firstEntry && known != null) {
                journal.appended(key, known, position);
            }
        }
    }
}
