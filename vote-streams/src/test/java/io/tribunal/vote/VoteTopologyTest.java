package io.tribunal.vote;

import static io.tribunal.vote.TopologyFixture.EXECUTORS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tribunal.core.admission.BadGenesisException;
import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Difference;
import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.Status;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.core.normalize.VoteDigest;
import io.tribunal.core.partition.Event;
import io.tribunal.schemas.codec.DeviationCodec;
import io.tribunal.schemas.codec.VerdictCodec;
import io.tribunal.schemas.codec.WireFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Drives the real topology with signed records; five executors, three equal votes decide. */
class VoteTopologyTest {
    private static final String CORRECT = "{\"balance\":\"1.00\"}";
    private static final String WRONG = "{\"balance\":\"9.99\"}";

    @TempDir
    Path stateDirectory;

    private final TopologyFixture fixture = new TopologyFixture();
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> responses;
    private TestOutputTopic<String, byte[]> verdicts;
    private TestOutputTopic<String, byte[]> deviations;
    private TestOutputTopic<String, byte[]> deadLetters;

    @BeforeEach
    void start() {
        start(fixture.voting(0, 1_000));
    }

    private void start(Voting voting) {
        Properties settings = fixture.streams();
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        driver = new TopologyTestDriver(VoteTopology.build(voting), settings);
        responses = driver.createInputTopic(
                TopologyFixture.TOPICS.responseLog(), new ByteArraySerializer(), new ByteArraySerializer());
        verdicts = output(TopologyFixture.TOPICS.verdicts());
        deviations = output(TopologyFixture.TOPICS.deviations());
        deadLetters = output(TopologyFixture.TOPICS.deadLetters());
    }

    private TestOutputTopic<String, byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldIssueAnAgreedVerdictWithTheThirdEqualVote() {
        // Given
        long offset = fixture.request();
        List<TopologyFixture.Batch> batches = Stream.of("e1", "e2", "e3")
                .map(executor -> fixture.batch(executor, fixture.correct(offset)))
                .toList();
        write(batches.get(0));
        write(batches.get(1));
        assertThat(verdicts.isEmpty()).isTrue();
        // When
        write(batches.get(2));
        // Then
        Verdict expected = new Verdict(
                0,
                Hash.ZERO,
                new LogPosition(0, offset),
                fixture.valueHash(offset),
                Optional.of(TopologyFixture.requestId(offset)),
                Optional.of(TopologyFixture.CLIENT),
                new Verdict.Agreed(
                        Status.OK,
                        Normalizer.JSON,
                        Bytes.utf8(CORRECT),
                        VoteDigest.of(Status.OK, Normalizer.JSON, Bytes.utf8(CORRECT)),
                        Optional.of(new Verdict.AgreedState(
                                fixture.stateAfter(offset), Bytes.EMPTY, fixture.writes(offset)))),
                true,
                EXECUTORS,
                3,
                List.of(supporter(0, batches.get(0)), supporter(1, batches.get(1)), supporter(2, batches.get(2))),
                List.of(),
                List.of(new ExecutorId("e4"), new ExecutorId("e5")),
                2,
                2 * TopologyFixture.STEP_MS);
        TestRecord<String, byte[]> record = verdicts.readRecord();
        assertThat(record.value()).isEqualTo(new VerdictCodec().frame(TopologyFixture.VERDICT_SCHEMA, expected));
        assertThat(record.key()).isEqualTo(TopologyFixture.requestId(offset).toString());
        assertThat(record.timestamp()).isEqualTo(TopologyFixture.appendTime(2));
        assertThat(verdicts.isEmpty()).isTrue();
        assertThat(deviations.isEmpty()).isTrue();
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    private static Verdict.Supporter supporter(long responseOffset, TopologyFixture.Batch batch) {
        return new Verdict.Supporter(
                new ExecutorId("e" + (responseOffset + 1)),
                responseOffset,
                0,
                Hash.sha256(batch.response().array()),
                Optional.of(new Verdict.ResponseCertificate(batch.header(), batch.response(), 0, List.of())));
    }

    @Test
    void shouldChainEachVerdictToTheBytesOfTheOneBefore() {
        long first = fixture.request();
        long second = fixture.request();
        for (long offset : List.of(first, second)) {
            answer(offset, CORRECT, "e1", "e2", "e3");
        }

        byte[] body = body(verdicts.readValue());
        Verdict next = VerdictCodec.decode(Bytes.wrap(body(verdicts.readValue())));
        assertThat(next.sequence()).isEqualTo(1);
        assertThat(next.previousHash()).isEqualTo(Hash.sha256(body));
        assertThat(next.position().offset()).isEqualTo(second);
    }

    private static byte[] body(byte[] value) {
        return WireFormat.body(value).orElseThrow().array();
    }

    @Test
    void shouldIssueSplitWhenAllExecutorsAnswerDifferently() {
        long offset = fixture.request();
        for (int i = 1; i <= 5; i++) {
            answer(offset, "{\"balance\":\"" + i + "\"}", "e" + i);
        }

        Verdict verdict = readVerdict();
        assertThat(verdict.isFinal()).isTrue();
        assertThat(verdict.supporters()).isEmpty();
        assertThat(verdict.outcome())
                .isEqualTo(new Verdict.Split(Optional.of(
                        new Verdict.AgreedState(fixture.stateAfter(offset), Bytes.EMPTY, fixture.writes(offset)))));
        assertThat(verdict.decidedAtResponseOffset()).isEqualTo(4);
    }

    @Test
    void shouldRecordADeviationOfTheExecutorWithAWrongOutput() {
        // Given
        long offset = fixture.request();
        answer(offset, WRONG, "e5");
        answer(offset, CORRECT, "e1", "e2", "e3");
        assertThat(deviations.isEmpty()).isTrue();
        // When the last executor answers, so that the ballot closes
        answer(offset, CORRECT, "e4");
        // Then
        Verdict verdict = readVerdict();
        assertThat(verdict.dissenters())
                .extracting(Verdict.Dissenter::executorId, Verdict.Dissenter::differs)
                .containsExactly(tuple(new ExecutorId("e5"), Difference.OUTPUT));
        TestRecord<String, byte[]> record = deviations.readRecord();
        Deviation deviation = DeviationCodec.decodeFramed(record.value());
        assertThat(record.key()).isEqualTo("e5");
        assertThat(record.value()).isEqualTo(new DeviationCodec().frame(TopologyFixture.DEVIATION_SCHEMA, deviation));
        assertThat(deviation)
                .isEqualTo(new Deviation(
                        Deviation.Kind.WRONG_OUTPUT,
                        new ExecutorId("e5"),
                        new LogPosition(0, offset),
                        fixture.valueHash(offset),
                        false,
                        Difference.OUTPUT,
                        Optional.of(0L),
                        0,
                        digest(CORRECT),
                        digest(WRONG),
                        4,
                        Optional.of(0L)));
        assertThat(deviations.isEmpty()).isTrue();
    }

    private static Bytes digest(String output) {
        return VoteDigest.of(Status.OK, Normalizer.JSON, Bytes.utf8(output)).bytes();
    }

    @Test
    void shouldRejectAnEntryWithAForgedSignature() {
        long forged = fixture.forgedRequest();
        long valid = fixture.request();
        answer(valid, CORRECT, "e1", "e2", "e3");

        TestRecord<String, byte[]> record = verdicts.readRecord();
        Verdict verdict = VerdictCodec.decodeFramed(record.value());
        assertThat(record.key()).isEqualTo("0:" + forged);
        assertThat(verdict.position().offset()).isEqualTo(forged);
        assertThat(verdict.requestId()).isEmpty();
        assertThat(verdict.outcome())
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(Rejection.BAD_SIGNATURE));
        Verdict next = readVerdict();
        assertThat(next.sequence()).isEqualTo(1);
        assertThat(next.position().offset()).isEqualTo(valid);
        assertThat(next.outcome()).isInstanceOf(Verdict.Agreed.class);
    }

    @Test
    void shouldHoldEarlyResponsesUntilTheirEntryIsRead() {
        // Given two executors, of whom both could lie about what the business log holds
        long offset = fixture.request();
        answer(offset, CORRECT, "e1", "e2");
        assertThat(fixture.read()).as("only genesis was read").isZero();
        assertThat(verdicts.isEmpty()).isTrue();
        assertThat(deadLetters.isEmpty()).isTrue();
        // When a third has handled the entry too
        answer(offset, CORRECT, "e3");
        // Then all three count
        assertThat(fixture.read()).isEqualTo(offset);
        assertThat(readVerdict().supporters())
                .extracting(Verdict.Supporter::responseOffset)
                .containsExactly(0L, 1L, 2L);
    }

    @Test
    void shouldNotReadTheBusinessLogFurtherThanThreeExecutorsHaveHandled() {
        long first = fixture.request();
        answer(first, CORRECT, "e1", "e2", "e3");
        long second = fixture.request();
        answer(second, CORRECT, "e4", "e5");

        assertThat(fixture.read()).isEqualTo(first);
        assertThat(readVerdict().position().offset()).isEqualTo(first);
        assertThat(verdicts.isEmpty()).isTrue();
    }

    @Test
    void shouldIssueOverdueAtTheDeadlineAndAFinalVerdictAfterwards() {
        // Given a ballot with two of the three votes that it needs
        long offset = fixture.request();
        answer(offset, CORRECT, "e1", "e2");
        answer(offset, WRONG, "e3");
        long late = TopologyFixture.appendTime(2);
        // When records show that more than 5 s have passed, at most 2 s each
        for (int i = 0; i < 3; i++) {
            late += 2_000;
            responses.pipeInput(null, new byte[] {1}, late);
        }
        // Then
        TestRecord<String, byte[]> record = verdicts.readRecord();
        Verdict overdue = VerdictCodec.decodeFramed(record.value());
        assertThat(overdue.outcome()).isEqualTo(new Verdict.Overdue());
        assertThat(overdue.isFinal()).isFalse();
        assertThat(overdue.elapsed()).isEqualTo(6_000 + 2 * TopologyFixture.STEP_MS);
        responses.pipeInput(null, fixture.batch("e4", fixture.correct(offset)).value(), late + 1);
        Verdict agreed = readVerdict();
        assertThat(agreed.outcome()).isInstanceOf(Verdict.Agreed.class);
        assertThat(agreed.isFinal()).isTrue();
        assertThat(agreed.previousHash()).isEqualTo(Hash.sha256(body(record.value())));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "junk", "\0\0\0\0\0", "\0\0\0\0\0\2\2\2\2\2\2\2\2"})
    void shouldDeadLetterAnUnreadableRecordAndContinue(@Nullable String text) {
        byte[] value = text == null ? null : text.getBytes(StandardCharsets.ISO_8859_1);
        long offset = fixture.request();
        answer(offset, CORRECT, "e1", "e2");
        responses.pipeInput(null, value, TopologyFixture.appendTime(2));
        answer(offset, CORRECT, "e3");

        TestRecord<String, byte[]> record = deadLetters.readRecord();
        assertThat(record.value()).isEqualTo(value);
        assertThat(record.key()).isEqualTo(TopologyFixture.TOPICS.responseLog());
        assertThat(headers(record))
                .containsEntry("__streams.errors.exception", "MALFORMED")
                .containsEntry("__streams.errors.topic", TopologyFixture.TOPICS.responseLog())
                .containsEntry("__streams.errors.partition", "0")
                .containsEntry("__streams.errors.offset", "2")
                .doesNotContainKey("__streams.errors.index");
        assertThat(readVerdict().outcome()).isInstanceOf(Verdict.Agreed.class);
    }

    private static Map<String, String> headers(TestRecord<String, byte[]> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .collect(Collectors.toMap(
                        header -> header.key(), header -> new String(header.value(), StandardCharsets.UTF_8)));
    }

    static Stream<Arguments> batchesThatDoNotVerify() {
        Hash other = Hash.sha256(new byte[] {1});
        return Stream.of(
                Arguments.of("another executor's key", "e4", Event.Reason.BAD_SIGNATURE, "e3", null, 0),
                Arguments.of("a client's key", "client", Event.Reason.BAD_SIGNATURE, "client", null, 0),
                Arguments.of("a key that is not registered", "stranger", Event.Reason.UNKNOWN_KEY, "e3", null, 0),
                Arguments.of("another deployment", "e3", Event.Reason.WRONG_DEPLOYMENT, "e3", other, 0),
                Arguments.of("another partition", "e3", Event.Reason.BAD_SIGNATURE, "e3", null, 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("batchesThatDoNotVerify")
    void shouldNotCountABatchThatDoesNotVerify(
            String flaw, String signer, Event.Reason reason, String author, @Nullable Hash deployment, int partition) {
        long offset = fixture.request();
        answer(offset, CORRECT, "e1", "e2");
        Response response = fixture.correct(offset);
        ResponseBatch.Header honest = fixture.header(author, List.of(TopologyFixture.encoded(response)));
        ResponseBatch.Header header = new ResponseBatch.Header(
                deployment == null ? honest.deployment() : deployment,
                author,
                partition,
                honest.processedTo(),
                honest.count(),
                honest.root());
        write(TopologyFixture.batch(TopologyFixture.key(signer), header, response));

        assertThat(headers(deadLetters.readRecord())).containsEntry("__streams.errors.exception", reason.name());
        assertThat(verdicts.isEmpty()).isTrue();
        answer(offset, CORRECT, "e3");
        assertThat(readVerdict().supporters()).hasSize(3);
    }

    @Test
    void shouldNotCountABatchWhoseSignatureWasForged() {
        long offset = fixture.request();
        answer(offset, CORRECT, "e1", "e2");
        Response response = fixture.correct(offset);
        TopologyFixture.Batch forged = TopologyFixture.batch(
                TopologyFixture.key("stranger"),
                fixture.header("e3", List.of(TopologyFixture.encoded(response))),
                response);
        write(new TopologyFixture.Batch(TopologyFixture.inTheNameOf("e3", forged.header()), forged.response()));

        assertThat(headers(deadLetters.readRecord())).containsEntry("__streams.errors.exception", "BAD_SIGNATURE");
        assertThat(verdicts.isEmpty()).isTrue();
    }

    @Test
    void shouldNotCountAResponseThatTheSignedRootDoesNotCover() {
        long offset = fixture.request();
        answer(offset, WRONG, "e1", "e2");
        TopologyFixture.Batch honest = fixture.batch("e3", fixture.correct(offset));
        Response altered = fixture.response(offset, WRONG);
        write(new TopologyFixture.Batch(honest.header(), TopologyFixture.encoded(altered)));

        assertThat(headers(deadLetters.readRecord())).containsEntry("__streams.errors.exception", "MALFORMED");
        assertThat(verdicts.isEmpty()).isTrue();
    }

    @Test
    void shouldNotCountARecordThatTheBrokerDidNotStamp() {
        long offset = fixture.request();
        answer(offset, CORRECT, "e1", "e2");
        responses.pipeInput(null, fixture.batch("e3", fixture.correct(offset)).value(), AppendTimeExtractor.NONE);

        assertThat(headers(deadLetters.readRecord())).containsEntry("__streams.errors.exception", "MALFORMED");
        assertThat(verdicts.isEmpty()).isTrue();
    }

    @Test
    void shouldNotCountTheSameExecutorTwice() {
        long offset = fixture.request();
        answer(offset, CORRECT, "e1", "e2", "e1", "e2", "e1");
        assertThat(verdicts.isEmpty()).isTrue();

        answer(offset, CORRECT, "e3");

        assertThat(readVerdict().supporters())
                .extracting(Verdict.Supporter::executorId)
                .containsExactly(new ExecutorId("e1"), new ExecutorId("e2"), new ExecutorId("e3"));
        assertThat(deviations.isEmpty()).isTrue();
    }

    @Test
    void shouldReportEquivocationAndCountNeitherResponse() {
        // Given an executor that signs two different outputs of the same entry
        long offset = fixture.request();
        answer(offset, CORRECT, "e1");
        answer(offset, WRONG, "e1");
        // When two others agree with one of them
        answer(offset, CORRECT, "e2", "e3");
        // Then
        Deviation deviation = DeviationCodec.decodeFramed(deviations.readValue());
        assertThat(deviation.kind()).isEqualTo(Deviation.Kind.EQUIVOCATED);
        assertThat(deviation.executorId()).isEqualTo(new ExecutorId("e1"));
        assertThat(verdicts.isEmpty()).isTrue();
        answer(offset, CORRECT, "e4");
        assertThat(readVerdict().supporters())
                .extracting(Verdict.Supporter::executorId)
                .containsExactly(new ExecutorId("e2"), new ExecutorId("e3"), new ExecutorId("e4"));
    }

    @Test
    void shouldOutvoteTwoExecutorsWithTheSameWrongOutput() {
        long offset = fixture.request();
        answer(offset, WRONG, "e1", "e2");
        answer(offset, CORRECT, "e3", "e4");
        assertThat(verdicts.isEmpty()).isTrue();

        answer(offset, CORRECT, "e5");

        Verdict verdict = readVerdict();
        assertThat(verdict.outcome())
                .isInstanceOfSatisfying(
                        Verdict.Agreed.class,
                        agreed -> assertThat(agreed.output()).isEqualTo(Bytes.utf8(CORRECT)));
        assertThat(deviations.readKeyValuesToList())
                .extracting(record -> record.key)
                .containsExactly("e1", "e2");
    }

    @Test
    void shouldDeadLetterAResponseToAnEntryThatIsNotOpen() {
        long offset = fixture.request();
        answer(offset, CORRECT, "e1", "e2", "e3", "e4", "e5");
        assertThat(readVerdict().position().offset()).isEqualTo(offset);
        long forged = fixture.forgedRequest();
        Response stray = new Response(
                forged,
                fixture.valueHash(forged),
                fixture.stateAfter(forged).bytes(),
                fixture.stateAfter(forged).bytes(),
                Bytes.EMPTY,
                Status.OK,
                Normalizer.JSON,
                Bytes.utf8(CORRECT),
                List.of());
        for (String executor : List.of("e1", "e2", "e3")) {
            write(fixture.batch(executor, stray));
        }

        assertThat(readVerdict().outcome()).isInstanceOf(Verdict.Rejected.class);
        TestRecord<String, byte[]> record = deadLetters.readRecord();
        assertThat(record.value()).isEqualTo(TopologyFixture.encoded(stray).array());
        assertThat(headers(record))
                .containsEntry("__streams.errors.exception", "NO_OPEN_BALLOT")
                .containsEntry("__streams.errors.index", "0");
    }

    @Test
    void shouldFailOnTheGenesisOfAnotherDeployment() {
        Voting honest = fixture.voting(0, 1_000);
        driver.close();
        start(new Voting(
                Hash.sha256(new byte[] {9}),
                honest.topics(),
                honest.signatures(),
                honest.encoder(),
                honest.schemas(),
                honest.logs(),
                honest.committed(),
                1,
                1_000));
        long offset = fixture.request();

        assertThatThrownBy(() -> answer(offset, CORRECT, "e1")).hasRootCauseInstanceOf(BadGenesisException.class);
    }

    private void answer(long offset, String output, String... executors) {
        for (String executor : executors) {
            write(fixture.batch(executor, fixture.response(offset, output)));
        }
    }

    private void write(TopologyFixture.Batch batch) {
        responses.pipeInput(null, batch.value(), fixture.append(batch.value()));
    }

    private Verdict readVerdict() {
        return VerdictCodec.decodeFramed(verdicts.readValue());
    }
}
