package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Difference;
import io.tribunal.core.decision.Action;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.Write;
import io.tribunal.core.partition.Event.Reason;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.codec.ResponseCodec;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records that one hostile executor can write: each has one exact consequence, and the next request is decided. */
class HostileResponsesTest {
    private static final Bytes SOME_HASH = Bytes.hex("ab".repeat(32));

    private final PartitionFixture fixture = new PartitionFixture(3, new SimPolicy());

    record BadRecord(String name, Reason reason, BiFunction<PartitionFixture, Response, byte[]> value) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<BadRecord> badRecords() {
        return Stream.of(
                new BadRecord("nothing", Reason.MALFORMED, (fixture, honest) -> new byte[0]),
                new BadRecord(
                        "not Avro",
                        Reason.MALFORMED,
                        (fixture, honest) -> Bytes.utf8("hello world").array()),
                new BadRecord(
                        "unknown key", Reason.UNKNOWN_KEY, (fixture, honest) -> signed(fixture, "e3", "e9", honest)),
                new BadRecord(
                        "another executor's key",
                        Reason.BAD_SIGNATURE,
                        (fixture, honest) -> signed(fixture, "e1", "e3", honest)),
                new BadRecord(
                        "a client's key",
                        Reason.BAD_SIGNATURE,
                        (fixture, honest) -> signed(fixture, "alice", "alice", honest)),
                new BadRecord(
                        "a validator that answers",
                        Reason.BAD_SIGNATURE,
                        (fixture, honest) -> signed(fixture, "v1", "v1", honest)),
                new BadRecord(
                        "another partition",
                        Reason.BAD_SIGNATURE,
                        (fixture, honest) -> new BatchWriter(fixture.deployment, "e3", 1).write(1, List.of(honest))),
                new BadRecord(
                        "another deployment",
                        Reason.WRONG_DEPLOYMENT,
                        (fixture, honest) -> new BatchWriter(Hash.ZERO, "e3", "e3", 0).write(1, List.of(honest))),
                new BadRecord("forged signature", Reason.BAD_SIGNATURE, HostileResponsesTest::forged),
                new BadRecord(
                        "count of the header", Reason.MALFORMED, (fixture, honest) -> header(fixture, 1, 2, honest)),
                new BadRecord(
                        "a state that is no hash",
                        Reason.MALFORMED,
                        (fixture, honest) -> signed(
                                fixture,
                                "e3",
                                "e3",
                                state(honest, Bytes.utf8("x"), honest.postState(), honest.writes()))),
                new BadRecord(
                        "a negative offset",
                        Reason.MALFORMED,
                        (fixture, honest) -> signed(fixture, "e3", "e3", PartitionFixture.moved(honest, -1))),
                new BadRecord(
                        "beyond processedTo", Reason.MALFORMED, (fixture, honest) -> header(fixture, 0, 1, honest)));
    }

    @ParameterizedTest
    @MethodSource("badRecords")
    void shouldDiscardTheRecordAndDecideTheRequest(BadRecord bad) {
        long first = fixture.request();
        fixture.answer("e1", first);

        assertThat(PartitionFixture.discarded(fixture.raw(bad.value().apply(fixture, fixture.honest(first)))))
                .containsExactly(bad.reason());
        fixture.answer("e2", first);
        fixture.answer("e3", first);

        assertThat(fixture.outcomes(first)).containsExactly("Agreed");
        assertThat(fixture.deviations()).isEmpty();
    }

    record BadResponse(String name, Difference difference, BiFunction<PartitionFixture, Response, Response> answer) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<BadResponse> badResponses() {
        return Stream.of(
                new BadResponse(
                        "another request's hash",
                        Difference.REQUEST_HASH,
                        (fixture, it) -> copy(
                                it,
                                new Hash(SOME_HASH),
                                it.preState(),
                                it.postState(),
                                it.stateRoot(),
                                it.contentType(),
                                it.output(),
                                it.writes())),
                new BadResponse(
                        "writes that do not make the post-state",
                        Difference.WRITES,
                        (fixture, it) -> state(
                                it, it.preState(), it.postState(), List.of(Write.put(Bytes.utf8("x"), Bytes.EMPTY)))),
                new BadResponse(
                        "the same key written twice",
                        Difference.WRITES,
                        (fixture, it) -> state(
                                it,
                                it.preState(),
                                it.postState(),
                                List.of(it.writes().get(0), it.writes().get(0)))),
                new BadResponse(
                        "a post-state without writes",
                        Difference.WRITES,
                        (fixture, it) -> state(it, it.preState(), it.postState(), List.of())),
                new BadResponse(
                        "no states at all",
                        Difference.WRITES,
                        (fixture, it) -> state(it, Bytes.EMPTY, Bytes.EMPTY, it.writes())),
                new BadResponse(
                        "another pre-state",
                        Difference.PRE_STATE,
                        (fixture, it) -> WrongResponses.otherState(it, SOME_HASH, "x")),
                new BadResponse(
                        "another post-state",
                        Difference.POST_STATE,
                        (fixture, it) -> WrongResponses.otherState(it, it.preState(), "x")),
                new BadResponse(
                        "a root that is not due", Difference.STATE_ROOT_DUE, (fixture, it) -> root(it, SOME_HASH)),
                new BadResponse("not strict JSON", Difference.NOT_NORMALIZABLE, (fixture, it) -> output(it, "[01]")),
                new BadResponse(
                        "duplicate names",
                        Difference.NOT_NORMALIZABLE,
                        (fixture, it) -> output(it, "{\"a\":1,\"a\":1}")),
                new BadResponse(
                        "too deep", Difference.NOT_NORMALIZABLE, (fixture, it) -> output(it, "[".repeat(5_000))),
                new BadResponse(
                        "too long",
                        Difference.NOT_NORMALIZABLE,
                        (fixture, it) -> output(it, "\"" + "x".repeat(70_000) + "\"")),
                new BadResponse(
                        "zero in the content type",
                        Difference.NOT_NORMALIZABLE,
                        (fixture, it) -> copy(
                                it,
                                it.requestHash(),
                                it.preState(),
                                it.postState(),
                                it.stateRoot(),
                                "a\0b",
                                it.output(),
                                it.writes())),
                new BadResponse(
                        "another content type",
                        Difference.OUTPUT,
                        (fixture, it) -> copy(
                                it,
                                it.requestHash(),
                                it.preState(),
                                it.postState(),
                                it.stateRoot(),
                                "text/plain",
                                it.output(),
                                it.writes())),
                new BadResponse("another result", Difference.OUTPUT, (fixture, it) -> output(it, "{\"result\":\"\"}")));
    }

    @ParameterizedTest
    @MethodSource("badResponses")
    void shouldRecordADeviationAndDecideTheRequest(BadResponse bad) {
        long first = fixture.request();
        fixture.answer("e1", first);
        fixture.send("e3", first, bad.answer().apply(fixture, fixture.honest(first)));

        fixture.answer("e2", first);

        assertThat(fixture.outcomes(first)).containsExactly("Agreed");
        assertThat(fixture.deviations()).singleElement().satisfies(deviation -> {
            assertThat(deviation.executorId()).hasToString("e3");
            assertThat(deviation.differs()).isEqualTo(bad.difference());
            assertThat(deviation.inherited()).isFalse();
        });
    }

    @Test
    void shouldRecordADeviationForAMissingAndForAWrongRootWhereOneIsDue() {
        PartitionFixture due = new PartitionFixture(3, new SimPolicy().checkpointInterval(1));
        long first = due.request();
        long second = due.request();
        due.answer("e1", first, second);
        due.answer("e2", first, second);

        due.send("e3", second, root(due.honest(first), Bytes.EMPTY), root(due.honest(second), SOME_HASH));

        assertThat(due.deviations())
                .extracting(Deviation::differs)
                .containsExactly(Difference.STATE_ROOT_DUE, Difference.STATE_ROOT);
    }

    @Test
    void shouldDiscardABatchOfAnExecutorThatIsNotInGenesis() {
        long registered = fixture.control(new Action.RegisterKey(SimKeys.registered("e9", Role.EXECUTOR)));
        long first = fixture.request();
        fixture.heartbeat("e1", registered);
        fixture.heartbeat("e2", registered);

        assertThat(PartitionFixture.discarded(fixture.answer("e9", first))).containsExactly(Reason.NOT_A_MEMBER);
        fixture.answer("e1", first);
        assertThat(fixture.outcomes(first)).isEmpty();
    }

    @Test
    void shouldDiscardAResponseWithoutABallotOnce() {
        long refused = fixture.hostile();
        long first = fixture.request();
        Response stray = PartitionFixture.moved(fixture.honest(first), refused);
        fixture.heartbeat("e1", first);
        fixture.heartbeat("e2", first);

        assertThat(PartitionFixture.discarded(fixture.send("e3", first, stray))).containsExactly(Reason.NO_OPEN_BALLOT);
        assertThat(fixture.send("e3", first, stray)).isEmpty();
        assertThat(fixture.send("e3", Long.MAX_VALUE, PartitionFixture.moved(stray, Long.MAX_VALUE)))
                .isEmpty();
        fixture.answer("e1", first);
        fixture.answer("e2", first);

        assertThat(fixture.outcomes(first)).containsExactly("Agreed");
    }

    private static byte[] signed(PartitionFixture fixture, String author, String signer, Response response) {
        return new BatchWriter(fixture.deployment.hash(), author, signer, 0).write(1, List.of(response));
    }

    /** The genuine header of one batch with another signature of the same executor. */
    private static byte[] forged(PartitionFixture fixture, Response response) {
        Bytes encoded = PayloadCodec.encodeResponse(response);
        ResponseBatch.Header header =
                new ResponseBatch.Header(fixture.deployment.hash(), "e3", 0, 1, 1, ResponseBatch.leaf(encoded));
        Bytes payload = PayloadCodec.encodeHeader(header);
        SignedEnvelope other = new EnvelopeSigner(SimKeys.signer("e3")).sign(PayloadType.RESPONSE_BATCH, Bytes.EMPTY);
        SignedEnvelope envelope =
                new SignedEnvelope(other.payloadType(), payload, other.keyId(), other.signature(), other.batch());
        return ResponseCodec.encode(0, envelope, List.of(encoded));
    }

    private static byte[] header(PartitionFixture fixture, long processedTo, int count, Response response) {
        Bytes encoded = PayloadCodec.encodeResponse(response);
        Hash root = ResponseBatch.leaf(encoded);
        return new BatchWriter(fixture.deployment, "e3", 0)
                .write(
                        new ResponseBatch.Header(fixture.deployment.hash(), "e3", 0, processedTo, count, root),
                        List.of(encoded));
    }

    private static Response output(Response it, String output) {
        return copy(
                it,
                it.requestHash(),
                it.preState(),
                it.postState(),
                it.stateRoot(),
                it.contentType(),
                Bytes.utf8(output),
                it.writes());
    }

    private static Response root(Response it, Bytes root) {
        return copy(
                it, it.requestHash(), it.preState(), it.postState(), root, it.contentType(), it.output(), it.writes());
    }

    private static Response state(Response it, Bytes before, Bytes after, List<Write> writes) {
        return copy(it, it.requestHash(), before, after, it.stateRoot(), it.contentType(), it.output(), writes);
    }

    private static Response copy(
            Response it, Hash hash, Bytes pre, Bytes post, Bytes root, String type, Bytes output, List<Write> writes) {
        return new Response(it.businessOffset(), hash, pre, post, root, it.status(), type, output, writes);
    }
}
