package io.tribunal.lab.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Difference;
import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.Response;
import io.tribunal.core.partition.Event.Reason;
import io.tribunal.core.policy.Limits;
import io.tribunal.ingest.Outcome;
import io.tribunal.ingest.RefutedVerdict;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.rules.RuleRecord;
import io.tribunal.schemas.topic.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hostile input on real brokers, from writers with write access: each bad record leads to one exact verdict, deviation or dead
 * letter, or the broker rejects it, and the next valid request in the same partition is decided.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(600)
class HostileInputIT {
    private static final int HOME = 1;
    private static final int ELSEWHERE = 2;
    private static final int DEVIANT = 5;
    private static final int FORGED = 0;
    private static final long YEAR_2100 = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();
    private static final int DEPTH = 5_000;

    @TempDir
    static Path directory;

    private static HostileFixture fixture;
    private static TopicCatalogue topics;
    private static RawLogs logs;
    private static HostileDecisions decisions;
    private static HonestClient client;
    private static HostileControlEntries controls;
    private static Admin admin;

    @BeforeAll
    static void open() {
        fixture = HostileFixture.open(directory.resolve("data"));
        topics = fixture.topics();
        ClientSettings settings = new ClientSettings(fixture.config());
        logs = new RawLogs(settings);
        decisions = new HostileDecisions(settings, topics);
        admin = Admin.create(settings.admin());
        controls = new HostileControlEntries(fixture);
        IntStream.range(0, HostileFixture.PARTITIONS)
                .forEach(partition -> logs.append(topics.businessLog(), partition, controls.first()));
        client = new HonestClient(fixture);
    }

    @AfterAll
    static void close() {
        Stream.of(client, decisions, logs, admin, fixture).forEach(HostileInputIT::closed);
    }

    private static void closed(AutoCloseable resource) {
        try {
            if (resource != null) {
                resource.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void shouldStillRunEveryProcess() {
        assertThat(fixture.ended()).isEmpty();
    }

    @TestFactory
    @Order(1)
    Stream<DynamicTest> shouldRejectHostileEntries() {
        return Stream.concat(HostileEntries.all(fixture).stream(), controls.hostile().stream())
                .map(entry -> DynamicTest.dynamicTest(entry.name(), () -> {
                    LogPosition at = logs.append(topics.businessLog(), entry.partition(), entry.value());
                    requireRejected(at, entry.reason(), entry.detail());
                }));
    }

    /** Requires one verdict at the position, REJECTED for that reason, and a decision of the next valid request. */
    private static void requireRejected(LogPosition at, Rejection reason, String detail) throws InterruptedException {
        Outcome.Agreed next = client.decided(at.partition());
        assertThat(decisions.await(() -> decisions.verdictsAt(next.position()))).isNotEmpty();
        assertThat(decisions.verdictsAt(at)).singleElement().satisfies(verdict -> {
            assertThat(verdict.isFinal()).isTrue();
            assertThat(verdict.outcome()).isInstanceOfSatisfying(Verdict.Rejected.class, rejected -> {
                assertThat(rejected.reason()).isEqualTo(reason);
                assertThat(rejected.detail()).contains(detail);
            });
        });
    }

    @Test
    @Order(2)
    void shouldRejectAReplayInTheSameAndInAnotherPartition() throws InterruptedException {
        // Given
        Requests requests = new Requests(fixture, HOME);
        byte[] value = requests.value(requests.good());
        LogPosition first = logs.append(topics.businessLog(), HOME, value);
        // When
        LogPosition again = logs.append(topics.businessLog(), HOME, value);
        LogPosition elsewhere = logs.append(topics.businessLog(), ELSEWHERE, value);
        // Then
        requireRejected(again, Rejection.REPLAYED, "USED_BEFORE");
        requireRejected(elsewhere, Rejection.WRONG_PARTITION, "SHARD_KEY");
        requireAdmitted(first);
        assertThat(decisions.verdictsAt(again).getFirst().outcome())
                .isEqualTo(new Verdict.Rejected(
                        Rejection.REPLAYED,
                        ((Verdict.Rejected)
                                        decisions.verdictsAt(again).getFirst().outcome())
                                .detail(),
                        Optional.of(first.offset())));
    }

    private static void requireAdmitted(LogPosition at) throws InterruptedException {
        client.decided(at.partition());
        assertThat(decisions.await(() -> decisions.verdictsAt(at)))
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.outcome()).isInstanceOf(Verdict.Agreed.class));
    }

    @Test
    @Order(3)
    void shouldAdmitUnusualButValidEntries() throws InterruptedException {
        // Given
        Requests requests = new Requests(fixture, HOME);
        String log = topics.businessLog();
        byte[] otherSchemaId = requests.value(requests.good());
        otherSchemaId[4] = 7;
        byte[] octets = requests.value(requests.ofOctets(Limits.MAX_ENTRY - (1 << 10)));
        byte[] big = new byte[900 << 10];
        // When
        List<LogPosition> unusual = new ArrayList<>();
        unusual.add(logs.append(log, HOME, otherSchemaId));
        unusual.add(logs.append(log, HOME, octets));
        unusual.add(logs.append(log, HOME, big, requests.value(requests.good()), List.of()));
        unusual.add(logs.append(
                log, HOME, null, requests.value(requests.good()), List.of(new RecordHeader("__streams.errors", big))));
        // Then
        for (LogPosition at : unusual) {
            requireAdmitted(at);
        }
    }

    @Test
    @Order(4)
    void shouldUseBrokerTimeForARecordThatClaimsTheYear2100() throws InterruptedException {
        // Given
        Requests requests = new Requests(fixture, HOME);
        Responses.Batch heartbeat = mute(HOME, 0);
        // When
        RecordMetadata entry = logs.appendAt(topics.businessLog(), HOME, YEAR_2100, requests.value(requests.good()));
        RecordMetadata answer = logs.appendAt(topics.responseLog(), HOME, YEAR_2100, heartbeat.value());
        // Then
        assertThat(entry.timestamp()).isLessThan(Requests.inHours(1));
        assertThat(answer.timestamp()).isLessThan(Requests.inHours(1));
        requireAdmitted(new LogPosition(HOME, entry.offset()));
        assertThat(decisions.deadLettersAt(new LogPosition(HOME, answer.offset())))
                .isEmpty();
    }

    @Test
    @Order(5)
    void shouldHaveTheBrokerRejectRecordsThatAreTooLarge() throws InterruptedException {
        byte[] large = new byte[2 << 20];
        for (String log : List.of(topics.businessLog(), topics.responseLog())) {
            assertThatThrownBy(() -> logs.append(log, HOME, large)).isInstanceOf(RecordTooLargeException.class);
            assertThatThrownBy(() -> logs.append(log, HOME, large, new byte[1], List.of()))
                    .isInstanceOf(RecordTooLargeException.class);
        }
        client.decided(HOME);
    }

    @TestFactory
    @Order(6)
    Stream<DynamicTest> shouldHaveTheBrokerRejectCompressionBombs() {
        List<CompressedBomb> bombs = List.of(
                new CompressedBomb("a record of 2 MiB", 1, 2 << 20),
                new CompressedBomb("a record of 64 MiB", 1, 64 << 20),
                new CompressedBomb("a record of 1 GiB", 1, 1 << 30),
                new CompressedBomb("a record of 2 GiB", 1, Integer.MAX_VALUE - 1_000),
                new CompressedBomb("1,024 records of 1 MiB", 1_024, 1 << 20));
        return bombs.stream()
                .flatMap(bomb -> Stream.of(topics.businessLog(), topics.responseLog())
                        .map(log -> DynamicTest.dynamicTest(
                                bomb + " for " + log, () -> requireRejectedByBroker(bomb, log))));
    }

    private static void requireRejectedByBroker(CompressedBomb bomb, String log)
            throws IOException, ExecutionException, InterruptedException {
        TopicPartition partition = new TopicPartition(log, ELSEWHERE);
        long before = end(partition);
        Errors answer = new RawProduce(admin).send(partition, bomb.batch());
        assertThat(answer).isIn(Errors.MESSAGE_TOO_LARGE, Errors.UNKNOWN_SERVER_ERROR);
        if (log.equals(topics.businessLog())) {
            assertThat(end(partition)).isEqualTo(before);
        }
        client.decided(ELSEWHERE);
        assertThat(fixture.ended()).isEmpty();
    }

    private static long end(TopicPartition partition) throws ExecutionException, InterruptedException {
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    @TestFactory
    @Order(7)
    Stream<DynamicTest> shouldDeadLetterHostileBatches() {
        return HostileBatches.all(fixture, controls.unassigned()).stream()
                .map(batch -> DynamicTest.dynamicTest(batch.name(), () -> {
                    LogPosition at = logs.append(topics.responseLog(), HostileBatches.PARTITION, batch.value());
                    requireDeadLetter(at, batch.reason(), batch.detail(), batch.value());
                }));
    }

    private static void requireDeadLetter(LogPosition at, Reason reason, String detail, byte[] value)
            throws InterruptedException {
        client.decided(at.partition());
        assertThat(decisions.await(() -> decisions.deadLettersAt(at)))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.reason()).isEqualTo(reason.name());
                    assertThat(letter.message()).contains(detail);
                    assertThat(letter.value()).isEqualTo(value);
                });
    }

    private static Responses.Batch mute(int partition, long processedTo, Response... responses) {
        return new Responses.Batch(
                fixture.hash(),
                HostileFixture.MUTE.value(),
                fixture.key(HostileFixture.MUTE.value()),
                partition,
                processedTo,
                List.of(responses));
    }

    @Test
    @Order(8)
    void shouldDeadLetterAResponseToAPositionWithoutABallot() throws InterruptedException {
        Response toGenesis = Responses.invented(0, Hash.ZERO);
        LogPosition at = logs.append(
                topics.responseLog(), DEVIANT, mute(DEVIANT, 0, toGenesis).value());
        byte[] response = mute(DEVIANT, 0, toGenesis).encoded().getFirst().array();
        requireDeadLetter(at, Reason.NO_OPEN_BALLOT, "no open ballot at 0", response);
    }

    @Test
    @Order(8)
    void shouldOpenAClientAlthoughTheRulesAreOverwritten() throws InterruptedException {
        // Given rules of which genesis is replaced, beside a fork and garbage
        for (byte[] value : List.of(controls.first(), new byte[] {1, 2, 3}, new byte[Limits.MAX_ENTRY + 1])) {
            for (long number = RuleRecord.GENESIS; number < 4; number++) {
                logs.append(topics.rules(), 0, RuleRecord.key(number), value, List.of());
            }
        }
        logs.append(topics.rules(), 0, new byte[] {(byte) 0xff}, controls.first(), List.of());
        // When
        try (HonestClient late = new HonestClient(fixture)) {
            // Then
            late.decided(HOME);
            client.decided(HOME);
        }
    }

    @TestFactory
    @Order(9)
    Stream<DynamicTest> shouldRecordResponsesThatContradictThemselvesOrTheirRequest() {
        Hash other = Hash.sha256(new byte[] {9});
        return Stream.of(
                deviation(
                        "another request's hash", Difference.REQUEST_HASH, (at, hash) -> Responses.invented(at, other)),
                deviation("writes that do not make its state", Difference.WRITES, Responses::inconsistent),
                deviation("another state before", Difference.PRE_STATE, Responses::invented),
                deviation(
                        "duplicate names",
                        Difference.NOT_NORMALIZABLE,
                        (at, hash) -> Responses.answer(at, hash, "{\"a\":1,\"a\":2}")),
                deviation(
                        "lone surrogate",
                        Difference.NOT_NORMALIZABLE,
                        (at, hash) -> Responses.answer(at, hash, "{\"a\":\"\\udfff\"}")),
                deviation(
                        "depth 5,000",
                        Difference.NOT_NORMALIZABLE,
                        (at, hash) -> Responses.answer(at, hash, "[".repeat(DEPTH) + "]".repeat(DEPTH))),
                deviation(
                        "2^53+1",
                        Difference.NOT_NORMALIZABLE,
                        (at, hash) -> Responses.answer(at, hash, "9007199254740993")));
    }

    private static DynamicTest deviation(String name, Difference difference, BiFunction<Long, Hash, Response> answer) {
        return DynamicTest.dynamicTest(name, () -> {
            // Given
            LogPosition asked = client.decided(DEVIANT).position();
            Hash hash = decisions
                    .await(() -> decisions.verdictsAt(asked))
                    .getFirst()
                    .requestHash();
            // When
            Response response = answer.apply(asked.offset(), hash);
            LogPosition at = logs.append(
                    topics.responseLog(),
                    DEVIANT,
                    mute(DEVIANT, asked.offset(), response).value());
            // Then
            requireDeviation(asked, difference, at.offset());
        });
    }

    private static void requireDeviation(LogPosition asked, Difference difference, long responseOffset)
            throws InterruptedException {
        client.decided(asked.partition());
        assertThat(decisions.await(() -> decisions.deviationsAt(asked, HostileFixture.MUTE)))
                .singleElement()
                .satisfies(deviation -> {
                    assertThat(deviation.differs()).isEqualTo(difference);
                    assertThat(deviation.responseOffset()).contains(responseOffset);
                    assertThat(deviation.kind()).isNotEqualTo(Deviation.Kind.SILENT);
                });
        assertThat(decisions.verdictsAt(asked)).hasSize(1);
    }

    @Test
    @Order(10)
    void shouldRecordAResponseToAPositionThatDoesNotExistYet() throws InterruptedException {
        // Given
        LogPosition next = client.positionOfNextIn(DEVIANT);
        Response early = Responses.invented(next.offset(), Hash.ZERO);
        // When
        LogPosition at = logs.append(
                topics.responseLog(),
                DEVIANT,
                mute(DEVIANT, next.offset(), early).value());
        // Then
        assertThat(client.decided(DEVIANT).position()).isEqualTo(next);
        requireDeviation(next, Difference.REQUEST_HASH, at.offset());
    }

    @Test
    @Order(11)
    void shouldRecordSilenceOfAnExecutorThatFloodsResponsesToFuturePositions() throws InterruptedException {
        // Given
        long never = 1_000_000_000_000L;
        String large = "\"" + "x".repeat(400 << 10) + "\"";
        // When
        for (int i = 0; i < 22; i++) {
            Response far = Responses.answer(never + i, Hash.ZERO, large);
            logs.append(
                    topics.responseLog(),
                    ELSEWHERE,
                    mute(ELSEWHERE, never + i, far).value());
        }
        // Then
        LogPosition asked = client.decided(ELSEWHERE).position();
        assertThat(decisions.await(() -> decisions.deviationsAt(asked, HostileFixture.MUTE)))
                .singleElement()
                .satisfies(deviation -> assertThat(deviation.kind()).isEqualTo(Deviation.Kind.SILENT));
    }

    @Test
    @Order(12)
    void shouldHaveTheClientRefuteForgedVerdictsAndAcceptTheCorrectOne() throws Exception {
        // Given a voter that is paused, so that the forged verdicts are first
        LogPosition next = client.positionOfNextIn(FORGED);
        VoterProcess voter = VoterProcess.of(fixture);
        CompletableFuture<Outcome> pending;
        voter.pause();
        try {
            pending = client.open(FORGED);
            ForgedVerdicts forged = new ForgedVerdicts(next, EntryHash.await(fixture, next));
            // When
            for (byte[] unreadable : forged.unreadable()) {
                logs.append(topics.verdicts(), FORGED, unreadable);
            }
            for (byte[] verdict : forged.refutable()) {
                logs.append(topics.verdicts(), FORGED, verdict);
            }
            // Then
            assertThat(client.awaitRefuted(forged.refutations().size()))
                    .allSatisfy(refuted -> assertThat(refuted.position()).isEqualTo(next))
                    .extracting(RefutedVerdict::reason)
                    .containsExactlyInAnyOrderElementsOf(forged.refutations());
            assertThat(pending).isNotDone();
        } finally {
            voter.resume();
        }
        assertThat(HonestClient.agreed(pending).position()).isEqualTo(next);
        client.decided(FORGED);
    }
}
