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

/** What one hostile executor may write: each has one clear consequence, and the next request is decided. */
class HostileResponsesTest {
    private static final Bytes SOME_HASH = Bytes.hex("ab".repeat(32));

    private final PartitionFixture scene = new PartitionFixture(3, new SimPolicy());

    record BadRecord(String name, Reason reason, BiFunction<PartitionFixture, Response, byte[]> value) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<BadRecord> badRecords() {
        return Stream.of(
                new BadRecord("nothing", Reason.MALFORMED, (scene, honest) -> new byte[0]),
                new BadRecord(
                        "not Avro",
                        Reason.MALFORMED,
                        (scene, honest) -> Bytes.utf8("hello world").array()),
                new BadRecord("unknown key", Reason.UNKNOWN_KEY, (scene, honest) -> signed(scene, "e3", "e9", honest)),
                new BadRecord(
                        "another executor's key",
                        Reason.BAD_SIGNATURE,
                        (scene, honest) -> signed(scene, "e1", "e3", honest)),
                new BadRecord(
                        "a client's key",
                        Reason.BAD_SIGNATURE,
                        (scene, honest) -> signed(scene, "alice", "alice", honest)),
                new BadRecord(
                        "a validator that answers",
                        Reason.BAD_SIGNATURE,
                        (scene, honest) -> signed(scene, "v1", "v1", honest)),
                new BadRecord(
                        "another partition",
                        Reason.BAD_SIGNATURE,
                        (scene, honest) -> new BatchWriter(scene.deployment, "e3", 1).write(1, List.of(honest))),
                new BadRecord(
                        "another deployment",
                        Reason.WRONG_DEPLOYMENT,
                        (scene, honest) -> new BatchWriter(Hash.ZERO, "e3", "e3", 0).write(1, List.of(honest))),
                new BadRecord("forged signature", Reason.BAD_SIGNATURE, HostileResponsesTest::forged),
                new BadRecord("count of the header", Reason.MALFORMED, (scene, honest) -> header(scene, 1, 2, honest)),
                new BadRecord(
                        "a state that is no hash",
                        Reason.MALFORMED,
                        (scene, honest) -> signed(
                                scene,
                                "e3",
                                "e3",
                                state(honest, Bytes.utf8("x"), honest.postState(), honest.writes()))),
                new BadRecord(
                        "a negative offset",
                        Reason.MALFORMED,
                        (scene, honest) -> signed(scene, "e3", "e3", PartitionFixture.moved(honest, -1))),
                new BadRecord("beyond processedTo", Reason.MALFORMED, (scene, honest) -> header(scene, 0, 1, honest)));
    }

    @ParameterizedTest
    @MethodSource("badRecords")
    void shouldDiscardTheRecordAndDecideTheRequest(BadRecord bad) {
        long first = scene.request();
        scene.answer("e1", first);

        assertThat(PartitionFixture.discarded(scene.raw(bad.value().apply(scene, scene.honest(first)))))
                .containsExactly(bad.reason());
        scene.answer("e2", first);
        scene.answer("e3", first);

        assertThat(scene.outcomes(first)).containsExactly("Agreed");
        assertThat(scene.deviations()).isEmpty();
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
                        (scene, it) -> copy(
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
                        (scene, it) -> state(
                                it, it.preState(), it.postState(), List.of(Write.put(Bytes.utf8("x"), Bytes.EMPTY)))),
                new BadResponse(
                        "the same key written twice",
                        Difference.WRITES,
                        (scene, it) -> state(
                                it,
                                it.preState(),
                                it.postState(),
                                List.of(it.writes().get(0), it.writes().get(0)))),
                new BadResponse(
                        "a post-state without writes",
                        Difference.WRITES,
                        (scene, it) -> state(it, it.preState(), it.postState(), List.of())),
                new BadResponse(
                        "no states at all",
                        Difference.WRITES,
                        (scene, it) -> state(it, Bytes.EMPTY, Bytes.EMPTY, it.writes())),
                new BadResponse(
                        "another pre-state",
                        Difference.PRE_STATE,
                        (scene, it) -> Distortion.otherState(it, SOME_HASH, "x")),
                new BadResponse(
                        "another post-state",
                        Difference.POST_STATE,
                        (scene, it) -> Distortion.otherState(it, it.preState(), "x")),
                new BadResponse(
                        "a root that is not due", Difference.STATE_ROOT_DUE, (scene, it) -> root(it, SOME_HASH)),
                new BadResponse("not strict JSON", Difference.NOT_NORMALIZABLE, (scene, it) -> output(it, "[01]")),
                new BadResponse(
                        "duplicate names", Difference.NOT_NORMALIZABLE, (scene, it) -> output(it, "{\"a\":1,\"a\":1}")),
                new BadResponse("too deep", Difference.NOT_NORMALIZABLE, (scene, it) -> output(it, "[".repeat(5_000))),
                new BadResponse(
                        "too long",
                        Difference.NOT_NORMALIZABLE,
                        (scene, it) -> output(it, "\"" + "x".repeat(70_000) + "\"")),
                new BadResponse(
                        "zero in the content type",
                        Difference.NOT_NORMALIZABLE,
                        (scene, it) -> copy(
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
                        (scene, it) -> copy(
                                it,
                                it.requestHash(),
                                it.preState(),
                                it.postState(),
                                it.stateRoot(),
                                "text/plain",
                                it.output(),
                                it.writes())),
                new BadResponse("another result", Difference.OUTPUT, (scene, it) -> output(it, "{\"result\":\"\"}")));
    }

    @ParameterizedTest
    @MethodSource("badResponses")
    void shouldChargeTheResponseAndDecideTheRequest(BadResponse bad) {
        long first = scene.request();
        scene.answer("e1", first);
        scene.send("e3", first, bad.answer().apply(scene, scene.honest(first)));

        scene.answer("e2", first);

        assertThat(scene.outcomes(first)).containsExactly("Agreed");
        assertThat(scene.deviations()).singleElement().satisfies(deviation -> {
            assertThat(deviation.executorId()).hasToString("e3");
            assertThat(deviation.differs()).isEqualTo(bad.difference());
            assertThat(deviation.inherited()).isFalse();
        });
    }

    @Test
    void shouldChargeAMissingAndAWrongRootWhereOneIsDue() {
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
    void shouldDiscardTheBatchOfAnExecutorThatGenesisDoesNotName() {
        long registered = scene.control(new Action.RegisterKey(SimKeys.registered("e9", Role.EXECUTOR)));
        long first = scene.request();
        scene.heartbeat("e1", registered);
        scene.heartbeat("e2", registered);

        assertThat(PartitionFixture.discarded(scene.answer("e9", first))).containsExactly(Reason.NOT_A_MEMBER);
        scene.answer("e1", first);
        assertThat(scene.outcomes(first)).isEmpty();
    }

    @Test
    void shouldDiscardOnceWhatAnswersNoBallot() {
        long refused = scene.hostile();
        long first = scene.request();
        Response stray = PartitionFixture.moved(scene.honest(first), refused);
        scene.heartbeat("e1", first);
        scene.heartbeat("e2", first);

        assertThat(PartitionFixture.discarded(scene.send("e3", first, stray))).containsExactly(Reason.NO_OPEN_BALLOT);
        assertThat(scene.send("e3", first, stray)).isEmpty();
        assertThat(scene.send("e3", Long.MAX_VALUE, PartitionFixture.moved(stray, Long.MAX_VALUE)))
                .isEmpty();
        scene.answer("e1", first);
        scene.answer("e2", first);

        assertThat(scene.outcomes(first)).containsExactly("Agreed");
    }

    private static byte[] signed(PartitionFixture scene, String author, String signer, Response response) {
        return new BatchWriter(scene.deployment.hash(), author, signer, 0).write(1, List.of(response));
    }

    /** The header of one batch, which is genuine, over another signature of the same executor. */
    private static byte[] forged(PartitionFixture scene, Response response) {
        Bytes encoded = PayloadCodec.encodeResponse(response);
        ResponseBatch.Header header =
                new ResponseBatch.Header(scene.deployment.hash(), "e3", 0, 1, 1, ResponseBatch.leaf(encoded));
        Bytes payload = PayloadCodec.encodeHeader(header);
        SignedEnvelope other = new EnvelopeSigner(SimKeys.signer("e3")).sign(PayloadType.RESPONSE_BATCH, Bytes.EMPTY);
        SignedEnvelope envelope =
                new SignedEnvelope(other.payloadType(), payload, other.keyId(), other.signature(), other.batch());
        return ResponseCodec.encode(0, envelope, List.of(encoded));
    }

    private static byte[] header(PartitionFixture scene, long processedTo, int count, Response response) {
        Bytes encoded = PayloadCodec.encodeResponse(response);
        Hash root = ResponseBatch.leaf(encoded);
        return new BatchWriter(scene.deployment, "e3", 0)
                .write(
                        new ResponseBatch.Header(scene.deployment.hash(), "e3", 0, processedTo, count, root),
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
