package io.tribunal.worker.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.worker.Answer;
import io.tribunal.worker.response.AnswerBatch;
import io.tribunal.worker.Call;
import io.tribunal.worker.Service;
import io.tribunal.worker.fault.FaultInjector.Outgoing;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultInjectorTest {
    private static final Service HONEST = Service.of((state, request) -> Answer.ok(
            "{\"account\":\"7\",\"balance\":\"12.5\"}", List.of(Write.put(Bytes.utf8("a"), Bytes.utf8("12.5|none")))));

    private final List<String> halts = new ArrayList<>();
    private final AtomicLong now = new AtomicLong();

    private FaultInjector injector(String fault, long seed) {
        return new FaultInjector(Optional.of(Fault.parse(fault)), seed, () -> halts.add("halt"), now::get);
    }

    private static Answer ask(Service service, int number) {
        byte[] id = ByteBuffer.allocate(RequestId.LENGTH).putInt(number).array();
        Request request = new Request(
                Hash.ZERO, new RequestId(Bytes.wrap(id)), new ClientId("c"), 0, 0, "s", "op", "", Bytes.EMPTY);
        Call call = new Call(new LogPosition(0, number), Bytes.EMPTY, Hash.ZERO, request, 1 << 16, true, false);
        return service.begin(0, Optional.empty()).begin(call).answer(key -> Optional.empty());
    }

    private static AnswerBatch batch(int answers) {
        return new AnswerBatch(
                9,
                10,
                IntStream.range(0, answers)
                        .mapToObj(offset -> {
                            Response response = new Response(
                                    offset,
                                    Hash.ZERO,
                                    Bytes.EMPTY,
                                    Bytes.EMPTY,
                                    Bytes.EMPTY,
                                    Status.OK,
                                    Answer.JSON,
                                    Bytes.utf8("{\"balance\":\"12.5\"}"),
                                    List.of());
                            return new ResponseBatch.Item(PayloadCodec.encodeResponse(response), response);
                        })
                        .toList());
    }

    @Test
    void shouldInjectNothingAfterItsTime() {
        Service liar = injector("lie/20s", 1).wrap(HONEST);
        now.set(19_999);
        assertThat(ask(liar, 1)).isNotEqualTo(ask(HONEST, 1));

        now.set(20_000);

        assertThat(ask(liar, 1)).isEqualTo(ask(HONEST, 1));
    }

    @Test
    void shouldGiveWrongOutputsForOneOperationOnly() {
        assertThat(ask(injector("lie@op", 1).wrap(HONEST), 1)).isNotEqualTo(ask(HONEST, 1));
        assertThat(ask(injector("lie@other", 1).wrap(HONEST), 1)).isEqualTo(ask(HONEST, 1));
    }

    @Test
    void shouldGiveAWrongBalanceAndKeepTheStateRight() {
        Service liar = injector("lie", 1).wrap(HONEST);

        for (int i = 0; i < 100; i++) {
            Answer answer = ask(liar, i);
            assertThat(answer.output().toUtf8()).matches("\\{\"account\":\"7\",\"balance\":\"12\\.[1-9]\"}");
            assertThat(answer.output()).isNotEqualTo(ask(HONEST, i).output());
            assertThat(answer.writes()).isEqualTo(ask(HONEST, i).writes());
        }
    }

    @Test
    void shouldGiveTheSameWrongOutputsWithTheGivenProbability() {
        Service liar = injector("lie:0.3", 42).wrap(HONEST);
        Service again = injector("lie:0.3", 42).wrap(HONEST);
        Service other = injector("lie:0.3", 43).wrap(HONEST);

        List<Answer> answers =
                IntStream.range(0, 2000).mapToObj(i -> ask(liar, i)).toList();

        long lies = answers.stream()
                .filter(answer -> !answer.equals(ask(HONEST, 0)))
                .count();
        assertThat(lies).isBetween(500L, 700L);
        assertThat(IntStream.range(0, 2000).mapToObj(i -> ask(again, i)).toList())
                .isEqualTo(answers);
        assertThat(IntStream.range(0, 2000).mapToObj(i -> ask(other, i)).toList())
                .isNotEqualTo(answers);
    }

    @Test
    void shouldWriteWrongValues() {
        Answer answer = ask(injector("wrong-state", 1).wrap(HONEST), 0);

        assertThat(answer.output()).isEqualTo(ask(HONEST, 0).output());
        assertThat(answer.writes().getFirst().value().orElseThrow().toUtf8()).matches("12\\.[1-46-9]\\|none");
    }

    @Test
    void shouldWriteTwoDifferentAnswersWhenEquivocating() {
        List<Outgoing> outgoing = injector("equivocate", 1).outgoing(List.of(batch(2)));

        assertThat(outgoing).hasSize(2);
        Response first = outgoing.get(0).batch().items().getFirst().response();
        Response second = outgoing.get(1).batch().items().getFirst().response();
        assertThat(second.businessOffset()).isEqualTo(first.businessOffset());
        assertThat(second.preState()).isEqualTo(first.preState());
        assertThat(second.output()).isNotEqualTo(first.output());
        assertThat(PayloadCodec.decodeResponse(
                        outgoing.get(1).batch().items().getFirst().encoded()))
                .isEqualTo(second);
    }

    @Test
    void shouldSendOnlyHeartbeatsWhenSilent() {
        List<Outgoing> outgoing = injector("silent", 1).outgoing(List.of(batch(2)));

        assertThat(outgoing).containsExactly(new Outgoing(new AnswerBatch(9, 10, List.of()), 0));
    }

    @Test
    void shouldDelayWithinTheBounds() {
        List<Outgoing> outgoing = injector("delay:100-500ms", 1)
                .outgoing(IntStream.range(1, 50)
                        .mapToObj(offset -> new AnswerBatch(offset, offset + 1, List.of()))
                        .toList());

        assertThat(outgoing).allSatisfy(one -> assertThat(one.delay()).isBetween(100L, 500L));
        assertThat(outgoing.stream().map(Outgoing::delay).distinct().count()).isGreaterThan(10);
    }

    @Test
    void shouldHaltOnlyWhenItIsAboutToAnswer() {
        FaultInjector crash = injector("crash", 1);

        crash.outgoing(List.of(batch(0)));
        assertThat(halts).isEmpty();
        crash.outgoing(List.of(batch(1)));
        assertThat(halts).hasSize(1);
    }

    @Test
    void shouldChangeNothingWithoutAFault() {
        FaultInjector none = new FaultInjector(Optional.empty(), 1, () -> halts.add("halt"), now::get);

        assertThat(none.wrap(HONEST)).isSameAs(HONEST);
        assertThat(none.outgoing(List.of(batch(1)))).containsExactly(new Outgoing(batch(1), 0));
    }
}
