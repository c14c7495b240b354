package io.tribunal.conformance.script;

import io.tribunal.conformance.probe.ExecutorCommand;
import io.tribunal.conformance.report.CheckCounter;
import io.tribunal.conformance.report.CheckResult;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.Response;
import io.tribunal.kafka.genesis.GenesisReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * Takes one executor through the script. The run stops where the executor makes no progress; the answers until then are
 * checked.
 */
final class ScriptedRun implements AutoCloseable {
    /** In which what an executor sent before its end has arrived. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private static final Duration ORDERLY_END = Duration.ofSeconds(15);
    private static final Duration IDLE = Duration.ofSeconds(4);
    private static final int SOME_ANSWERS = 60;
    private static final int PARENT_GONE = 137;
    private static final int FOREIGN_PATIENCE = 3;

    private final TestDeployment deployment;
    private final Duration patience;
    private final Script script;
    private final ExecutorUnderTest executor;
    private final LogWriter writer;
    private final ResponseTail tail;
    private final Map<String, CheckCounter> checks = new LinkedHashMap<>();
    private Duration startUp = Duration.ZERO;

    /** The executor did not get on in time: the run stops here. */
    private static final class RunBlocked extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RunBlocked(String message) {
            super(message, null, false, false);
        }
    }

    ScriptedRun(TestDeployment deployment, ExecutorCommand command, Duration patience) {
        this.deployment = deployment;
        this.patience = patience;
        try (GenesisReader reader =
                new GenesisReader(deployment.clients(), deployment.topics().businessLog())) {
            this.script = new Script(
                    deployment, reader.require(0, deployment.deployment()).genesis());
        }
        this.tail = new ResponseTail(deployment);
        this.writer = new LogWriter(deployment);
        this.executor = new ExecutorUnderTest(command, deployment);
    }

    void run() {
        try {
            opening();
            idle();
            killUnderLoad();
            voidState();
            isolation();
            orderlyEnd();
            endOfParent();
            deployment.settingsThatTrustOthers().ifPresent(this::foreignBrokers);
        } catch (RunBlocked e) {
            check("goes on to the end").fail("script", e.getMessage() + executor.lastWords());
        }
    }

    private void opening() {
        writer.write(script.opening());
        executor.start(tail);
        awaitAnswers("the opening");
    }

    /** Without new requests: heartbeats, health and metrics. */
    private void idle() {
        int from = tail.seen().size();
        tail.readFor(IDLE);
        for (int partition = 0; partition < TestDeployment.PARTITIONS; partition++) {
            int wanted = partition;
            long beats = tail.since(from).stream()
                    .filter(seen -> seen.partition() == wanted)
                    .flatMap(seen -> seen.batch().stream())
                    .filter(ResponseTail::isHeartbeat)
                    .count();
            check("heartbeats").check("partition " + partition, beats >= 2, beats + " in " + IDLE.toSeconds() + " s");
        }
        String health = executor.endpoint().get("/health");
        check("health and metrics")
                .check("/health", health.replace(" ", "").equals("200{\"status\":\"UP\"}"), "says " + health);
        String metrics = executor.endpoint().get("/metrics");
        boolean counts = metrics.startsWith("200 ") && metrics.contains("tribunal_executor_requests_total");
        check("health and metrics").check("/metrics", counts, "says " + first(metrics));
    }

    private static String first(String text) {
        return text.lines().findFirst().orElse("");
    }

    private void killUnderLoad() {
        int before = tail.answers();
        writer.write(script.traffic());
        boolean answered = tail.await(patience, () -> tail.answers() >= before + SOME_ANSWERS || !executor.isAlive());
        require(answered && executor.isAlive(), "does not answer the traffic");
        executor.kill();
        tail.readFor(SETTLING);
        executor.start(tail);
        awaitAnswers("the traffic after kill -9");
    }

    private void voidState() {
        ExpectedAnswers log =
                Objects.requireNonNull(ExpectedAnswers.of(deployment).get(0), "genesis is there");
        Response voided = log.settled().values().stream()
                .filter(response -> !response.writes().isEmpty())
                .skip(log.settled().size() / 4)
                .findFirst()
                .orElseThrow();
        writer.write(script.voidState(new LogPosition(0, voided.businessOffset()), new Hash(voided.preState())));
        awaitAnswers("the Void");
    }

    private void isolation() {
        writer.write(script.isolation());
        long isolation = script.decisions();
        awaitAnswers("the isolation");
        List<SeenRejoins> seen = new ArrayList<>();
        boolean asked = await(() -> {
            seen.add(SeenRejoins.of(deployment));
            return !seen.getLast().valid().isEmpty();
        });
        executor.kill();
        executor.start(tail);
        awaitHeartbeats();
        tail.readFor(IDLE);
        SeenRejoins all = SeenRejoins.of(deployment);
        check("rejoin once")
                .check(
                        "after decision " + isolation,
                        asked && all.equals(new SeenRejoins(List.of(isolation), 0)),
                        "requests to rejoin: " + all.valid() + ", other records: " + all.others());
    }

    private void orderlyEnd() {
        awaitHeartbeats();
        tail.readFor(Duration.ofSeconds(1));
        executor.terminate();
        OptionalInt status = executor.exit(ORDERLY_END);
        check("orderly end")
                .check(
                        "SIGTERM",
                        status.equals(OptionalInt.of(executor.terminated())),
                        status.isEmpty()
                                ? "still runs after " + ORDERLY_END.toSeconds() + " s"
                                : "exit status " + status.getAsInt());
        executor.kill();
        tail.readFor(SETTLING);
        int from = tail.seen().size();
        long begin = System.nanoTime();
        executor.start(tail);
        awaitHeartbeats();
        startUp = Duration.ofNanos(System.nanoTime() - begin);
        long repeated = tail.since(from).stream()
                .flatMap(seen -> seen.batch().stream())
                .mapToLong(batch -> batch.items().size())
                .sum();
        check("orderly end").check("start after it", repeated == 0, "answers " + repeated + " entries again");
    }

    private void endOfParent() {
        executor.closeInput();
        OptionalInt status = executor.exit(ORDERLY_END);
        check("orderly end")
                .check(
                        "end of its parent",
                        status.equals(OptionalInt.of(PARENT_GONE)),
                        status.isEmpty() ? "outlives it" : "exit status " + status.getAsInt());
    }

    /** It must not write to brokers whose certificate it does not trust. The wait is a multiple of its measured start-up time. */
    private void foreignBrokers(Path settings) {
        tail.readFor(SETTLING);
        int from = tail.seen().size();
        executor.start(tail, settings);
        tail.readFor(startUp.multipliedBy(FOREIGN_PATIENCE));
        long written = tail.since(from).size();
        check("foreign brokers")
                .check("TLS", written == 0, "writes " + written + " records to brokers that it does not trust");
        executor.kill();
    }

    /** Waits until the last answer to every entry is the reference's, and both partitions are processed to their ends. */
    private void awaitAnswers(String part) {
        Map<Integer, ExpectedAnswers> expected = ExpectedAnswers.of(deployment);
        boolean complete =
                await(() -> expected.entrySet().stream().allMatch(log -> isComplete(log.getKey(), log.getValue())));
        require(complete, "has not answered " + part + " as the reference does");
    }

    private boolean isComplete(int partition, ExpectedAnswers log) {
        return tail.processedTo(partition, 0) >= log.end() - 1
                && log.settled().keySet().stream()
                        .allMatch(offset -> tail.latest(partition, offset)
                                .filter(log.last(offset)::equals)
                                .isPresent());
    }

    /** Waits until the executor has written to both partitions since its last start. */
    private void awaitHeartbeats() {
        int from = executor.startedAt();
        boolean alive = await(() -> tail.processedTo(0, from) >= 0 && tail.processedTo(1, from) >= 0);
        require(alive, "writes no heartbeat after a start");
    }

    private boolean await(BooleanSupplier wanted) {
        return tail.await(patience, () -> wanted.getAsBoolean() || !executor.isAlive()) && wanted.getAsBoolean();
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new RunBlocked(executor.isAlive() ? otherwise : otherwise + "; its process has ended");
        }
    }

    private CheckCounter check(String row) {
        return checks.computeIfAbsent(row, none -> new CheckCounter());
    }

    void reportTo(BiConsumer<String, CheckResult> rows) {
        tail.readFor(Duration.ofSeconds(1));
        AnswerChecks answers = new AnswerChecks(ExpectedAnswers.of(deployment), tail);
        rows.accept("requests answered", answers.answered());
        rows.accept("all else unanswered", answers.unanswered());
        rows.accept("no other answer ever", answers.consistent());
        rows.accept("batches", new BatchChecks(deployment).check(tail.seen(), executor.starts()));
        if (!checks.containsKey("goes on to the end")) {
            check("goes on to the end").check("script", true, "");
        }
        checks.forEach((row, check) -> rows.accept(row, check.result()));
    }

    @Override
    public void close() {
        executor.close();
        writer.close();
        tail.close();
    }
}
