package io.tribunal.conformance.script;

import io.tribunal.conformance.report.CheckCounter;
import io.tribunal.conformance.report.CheckResult;
import io.tribunal.conformance.probe.ExecutorCommand;
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

/** One executor through the whole script. What it does not get to in time ends the play; what has been seen is judged. */
final class ScriptedRun implements AutoCloseable {
    private static final Duration ORDERLY_END = Duration.ofSeconds(15);
    private static final Duration IDLE = Duration.ofSeconds(4);
    private static final int SOME_ANSWERS = 60;
    private static final int PARENT_GONE = 137;
    private static final int FOREIGN_PATIENCE = 3;

    private final TestDeployment stage;
    private final Duration patience;
    private final Script script;
    private final ExecutorUnderTest cast;
    private final LogWriter writer;
    private final ResponseTail tail;
    private final Map<String, CheckCounter> scores = new LinkedHashMap<>();
    private Duration startUp = Duration.ZERO;

    /** Ends the play. */
    private static final class Stuck extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stuck(String message) {
            super(message, null, false, false);
        }
    }

    ScriptedRun(TestDeployment stage, ExecutorCommand command, Duration patience) {
        this.stage = stage;
        this.patience = patience;
        try (GenesisReader reader =
                new GenesisReader(stage.clients(), stage.topics().businessLog())) {
            this.script =
                    new Script(stage, reader.require(0, stage.deployment()).genesis());
        }
        this.tail = new ResponseTail(stage);
        this.writer = new LogWriter(stage);
        this.cast = new ExecutorUnderTest(command, stage);
    }

    void play() {
        try {
            opening();
            idle();
            kill();
            settlement();
            isolation();
            orderlyEnd();
            withoutParent();
            stage.settingsThatTrustOthers().ifPresent(this::foreignBrokers);
        } catch (Stuck e) {
            score("goes on to the end").fail("script", e.getMessage() + cast.lastWords());
        }
    }

    private void opening() {
        writer.write(script.opening());
        cast.start(tail);
        awaitAnswers("the opening");
    }

    /** Nothing to do: signs of life, and what operators look at. */
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
            score("heartbeats").check("partition " + partition, beats >= 2, beats + " in " + IDLE.toSeconds() + " s");
        }
        String health = cast.endpoint().get("/health");
        score("health and metrics")
                .check("/health", health.replace(" ", "").equals("200{\"status\":\"UP\"}"), "says " + health);
        String metrics = cast.endpoint().get("/metrics");
        boolean counts = metrics.startsWith("200 ") && metrics.contains("tribunal_executor_requests_total");
        score("health and metrics").check("/metrics", counts, "says " + first(metrics));
    }

    private static String first(String text) {
        return text.lines().findFirst().orElse("");
    }

    private void kill() {
        int before = tail.answers();
        writer.write(script.traffic());
        boolean under = tail.await(patience, () -> tail.answers() >= before + SOME_ANSWERS || !cast.isAlive());
        require(under && cast.isAlive(), "does not answer the traffic");
        cast.kill();
        tail.readFor(Duration.ofSeconds(1));
        cast.start(tail);
        awaitAnswers("the traffic after kill -9");
    }

    private void settlement() {
        ExpectedAnswers log = Objects.requireNonNull(ExpectedAnswers.of(stage).get(0), "genesis is there");
        Response voided = log.settled().values().stream()
                .filter(response -> !response.writes().isEmpty())
                .skip(log.settled().size() / 4)
                .findFirst()
                .orElseThrow();
        writer.write(script.settlement(new LogPosition(0, voided.businessOffset()), new Hash(voided.preState())));
        awaitAnswers("the Void");
    }

    private void isolation() {
        writer.write(script.isolation());
        long isolation = script.decisions();
        awaitAnswers("the isolation");
        List<SeenRejoins> seen = new ArrayList<>();
        boolean asked = await(() -> {
            seen.add(SeenRejoins.of(stage));
            return !seen.getLast().valid().isEmpty();
        });
        cast.kill();
        cast.start(tail);
        awaitLife();
        tail.readFor(IDLE);
        SeenRejoins all = SeenRejoins.of(stage);
        score("rejoin once")
                .check(
                        "after decision " + isolation,
                        asked && all.equals(new SeenRejoins(List.of(isolation), 0)),
                        "requests to rejoin: " + all.valid() + ", other records: " + all.others());
    }

    private void orderlyEnd() {
        awaitLife();
        tail.readFor(Duration.ofSeconds(1));
        cast.terminate();
        OptionalInt status = cast.exit(ORDERLY_END);
        score("orderly end")
                .check(
                        "SIGTERM",
                        status.equals(OptionalInt.of(cast.terminated())),
                        status.isEmpty()
                                ? "still runs after " + ORDERLY_END.toSeconds() + " s"
                                : "exit status " + status.getAsInt());
        cast.kill();
        tail.readFor(Duration.ofSeconds(1));
        int from = tail.seen().size();
        long begin = System.nanoTime();
        cast.start(tail);
        awaitLife();
        startUp = Duration.ofNanos(System.nanoTime() - begin);
        long repeated = tail.since(from).stream()
                .flatMap(seen -> seen.batch().stream())
                .mapToLong(batch -> batch.items().size())
                .sum();
        score("orderly end").check("start after it", repeated == 0, "answers " + repeated + " entries again");
    }

    private void withoutParent() {
        cast.abandon();
        OptionalInt status = cast.exit(ORDERLY_END);
        score("orderly end")
                .check(
                        "end of its parent",
                        status.equals(OptionalInt.of(PARENT_GONE)),
                        status.isEmpty() ? "outlives it" : "exit status " + status.getAsInt());
    }

    /** It must not talk to brokers that it does not trust; how long it needs to talk to others was seen before. */
    private void foreignBrokers(Path settings) {
        int from = tail.seen().size();
        cast.start(tail, settings);
        tail.readFor(startUp.multipliedBy(FOREIGN_PATIENCE));
        long written = tail.since(from).size();
        score("foreign brokers")
                .check("TLS", written == 0, "writes " + written + " records to brokers that it does not trust");
        cast.kill();
    }

    /** Until every entry so far has the reference's answer as its last one, and both partitions are handled to their ends. */
    private void awaitAnswers(String part) {
        Map<Integer, ExpectedAnswers> expected = ExpectedAnswers.of(stage);
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

    /** Until both partitions are written to again. */
    private void awaitLife() {
        int from = cast.startedAt();
        boolean alive = await(() -> tail.processedTo(0, from) >= 0 && tail.processedTo(1, from) >= 0);
        require(alive, "writes no heartbeat after a start");
    }

    private boolean await(BooleanSupplier wanted) {
        return tail.await(patience, () -> wanted.getAsBoolean() || !cast.isAlive()) && wanted.getAsBoolean();
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Stuck(cast.isAlive() ? otherwise : otherwise + "; its process has ended");
        }
    }

    private CheckCounter score(String row) {
        return scores.computeIfAbsent(row, none -> new CheckCounter());
    }

    void judge(BiConsumer<String, CheckResult> rows) {
        tail.readFor(Duration.ofSeconds(1));
        AnswerChecks answers = new AnswerChecks(ExpectedAnswers.of(stage), tail);
        rows.accept("requests answered", answers.answered());
        rows.accept("all else unanswered", answers.unanswered());
        rows.accept("no other answer ever", answers.consistent());
        rows.accept("batches", new BatchChecks(stage).check(tail.seen(), cast.starts()));
        if (!scores.containsKey("goes on to the end")) {
            score("goes on to the end").check("script", true, "");
        }
        scores.forEach((row, score) -> rows.accept(row, score.result()));
    }

    @Override
    public void close() {
        cast.close();
        writer.close();
        tail.close();
    }
}
