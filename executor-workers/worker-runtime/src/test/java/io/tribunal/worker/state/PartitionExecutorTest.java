package io.tribunal.worker.state;

import io.tribunal.worker.TestLog;
import io.tribunal.worker.Executor;
import io.tribunal.worker.Answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import io.tribunal.core.state.StateDigest;
import io.tribunal.core.state.StateTree;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.worker.example.GreetingExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PartitionExecutorTest {
    private final Executor greeting = new GreetingExecutor().create();
    private final TestLog log = new TestLog(UnaryOperator.identity());

    private static PartitionExecutor executor(TestLog log, Executor service, StateVoid... settled) {
        return new PartitionExecutor(
                0, log.deployment(), Ed25519.verifier(), service, List.of(settled), Optional.empty());
    }

    private static List<Response> run(PartitionExecutor executor, List<BusinessRecord> records) {
        List<Response> responses = new ArrayList<>();
        for (BusinessRecord record : records) {
            if (executor.handle(record) instanceof HandledRecord.Answered(Response response)) {
                responses.add(response);
            }
        }
        return responses;
    }

    @Test
    void shouldChainStateDigestsOverAnswers() {
        log.greet("ann");
        log.request("NOPE", "ann");
        log.greet("ann");

        List<Response> responses = run(executor(log, greeting), log.records());

        Response first = responses.get(0);
        Response refused = responses.get(1);
        Response second = responses.get(2);
        assertThat(first.preState()).isEqualTo(StateDigest.INITIAL.bytes());
        assertThat(first.postState())
                .isEqualTo(StateDigest.next(StateDigest.INITIAL, first.writes()).bytes());
        assertThat(refused.status()).isEqualTo(Status.REFUSED);
        assertThat(refused.postState()).isEqualTo(refused.preState()).isEqualTo(first.postState());
        assertThat(second.preState()).isEqualTo(first.postState());
        assertThat(second.output()).isEqualTo(Bytes.utf8("{\"greeted\":2}"));
        assertThat(second.requestHash()).isEqualTo(Hash.sha256(log.value(3)));
        assertThat(second.businessOffset()).isEqualTo(3);
    }

    @Test
    void shouldAnswerOnlyAdmittedRequests() {
        Random random = new Random(7);
        byte[] noise = new byte[300];
        random.nextBytes(noise);
        log.bytes(noise);
        log.bytes(new byte[0]);
        log.bytes(new byte[2 << 20]);
        log.greet("ann");
        byte[] broken = log.value(log.replayed()).clone();
        broken[broken.length - 1] ^= 1;
        log.bytes(broken);
        long last = log.greet("bob");

        List<Response> responses = run(executor(log, greeting), log.records());

        assertThat(responses).extracting(Response::businessOffset).containsExactly(4L, last);
    }

    @Test
    void shouldAnswerInternalForAnyExceptionOfTheService() {
        log.greet("runtime");
        log.greet("deep");
        log.greet("assert");
        log.greet("null");
        log.greet("twice");
        log.greet("ann");
        Executor hostile = (state, request) -> switch (request.body().toUtf8()) {
            case "runtime" -> throw new IllegalArgumentException("secret");
            case "deep" -> endless(0);
            case "assert" -> throw new AssertionError();
            case "null" -> null;
            case "twice" ->
                Answer.ok("{}", List.of(Write.remove(Bytes.utf8("k")), Write.put(Bytes.utf8("k"), Bytes.EMPTY)));
            default -> greeting.execute(state, request);
        };

        List<Response> responses = run(executor(log, hostile), log.records());

        assertThat(responses.subList(0, 5)).allSatisfy(response -> {
            assertThat(response.status()).isEqualTo(Status.REFUSED);
            assertThat(response.output()).isEqualTo(Bytes.utf8("{\"error\":\"INTERNAL\"}"));
            assertThat(response.writes()).isEmpty();
        });
        assertThat(responses.get(5).status()).isEqualTo(Status.OK);
    }

    private static Answer endless(int depth) {
        return depth < 0 ? Answer.ok("{}", List.of()) : endless(depth + 1);
    }

    @Test
    void shouldRefuseAnswersThatAreTooLarge() {
        TestLog small = new TestLog(policy -> TestLog.with(policy, true, 100, 1000));
        small.request("OUTPUT", "101");
        small.request("OUTPUT", "100");
        small.request("WRITES", "459000");
        small.request("WRITES", "458000");
        Executor big = (state, request) -> {
            int size = Integer.parseInt(request.body().toUtf8());
            return request.operation().equals("OUTPUT")
                    ? Answer.ok("x".repeat(size), List.of())
                    : Answer.ok("{}", List.of(Write.put(Bytes.utf8("k"), Bytes.wrap(new byte[size]))));
        };

        List<Response> responses = run(executor(small, big), small.records());

        assertThat(responses)
                .extracting(response -> response.output().equals(Bytes.utf8("{\"error\":\"TOO_LARGE\"}")))
                .containsExactly(true, false, true, false);
        assertThat(responses.get(2).writes()).isEmpty();
    }

    @Test
    void shouldSortWritesAndDropWritesOfRefusals() {
        log.request("OK", "");
        log.request("REFUSE", "");
        List<Write> writes = List.of(Write.put(Bytes.utf8("z"), Bytes.EMPTY), Write.put(Bytes.utf8("a"), Bytes.EMPTY));
        Executor service = (state, request) -> new Answer(
                request.operation().equals("OK") ? Status.OK : Status.REFUSED, "text/plain", Bytes.EMPTY, writes);

        List<Response> responses = run(executor(log, service), log.records());

        assertThat(responses.get(0).writes())
                .extracting(write -> write.key().toUtf8())
                .containsExactly("a", "z");
        assertThat(responses.get(1).writes()).isEmpty();
    }

    @Test
    void shouldGiveStateRootsAtCheckpointIntervals() {
        TestLog often = new TestLog(policy -> TestLog.with(policy, true, 1000, 3));
        for (int i = 0; i < 3; i++) {
            often.greet("ann");
        }
        often.bytes(new byte[] {1});
        often.bytes(new byte[] {1});
        often.bytes(new byte[] {1});
        often.greet("ann");
        often.greet("bob");
        often.greet("cid");

        List<Response> responses = run(executor(often, greeting), often.records());

        assertThat(responses.stream()
                        .filter(response -> !response.stateRoot().isEmpty())
                        .map(Response::businessOffset))
                .containsExactly(3L, 7L, 9L);
        StateTree state = new StateTree();
        responses.forEach(response -> state.apply(response.writes()));
        assertThat(responses.getLast().stateRoot()).isEqualTo(state.root().bytes());
    }

    @Test
    void shouldKeepNoStateForAStatelessService() {
        TestLog stateless = new TestLog(policy -> TestLog.with(policy, false, 1000, 1));
        stateless.greet("ann");
        stateless.greet("ann");

        List<Response> responses = run(executor(stateless, greeting), stateless.records());

        assertThat(responses).allSatisfy(response -> {
            assertThat(response.preState().isEmpty()).isTrue();
            assertThat(response.postState().isEmpty()).isTrue();
            assertThat(response.stateRoot().isEmpty()).isTrue();
            assertThat(response.writes()).isEmpty();
            assertThat(response.output()).isEqualTo(Bytes.utf8("{\"greeted\":1}"));
        });
    }

    @Test
    void shouldAskForARestartWhenAVoidIsFound() {
        log.greet("ann");
        long disputed = log.greet("bob");
        log.greet("ann");
        PartitionExecutor first = executor(log, greeting);
        Hash before = new Hash(run(first, log.records()).get(1).preState());
        long position = log.voidState(disputed, before);

        HandledRecord outcome = first.handle(log.record(position));

        assertThat(outcome).isEqualTo(new HandledRecord.VoidFound(new StateVoid(disputed, before, position)));
    }

    @Test
    void shouldTakeAwayTheEffectOfAVoidedRequest() {
        log.greet("ann");
        long disputed = log.greet("bob");
        Hash before =
                new Hash(run(executor(log, greeting), log.records()).get(1).preState());
        log.greet("bob");
        long position = log.voidState(disputed, before);
        long after = log.greet("bob");

        List<Response> responses =
                run(executor(log, greeting, new StateVoid(disputed, before, position)), log.records());

        assertThat(responses.get(1).output()).isEqualTo(Bytes.utf8("{\"greeted\":1}"));
        assertThat(responses.get(2).preState()).isEqualTo(before.bytes());
        assertThat(responses.get(2).output()).isEqualTo(Bytes.utf8("{\"greeted\":1}"));
        assertThat(responses.get(3).businessOffset()).isEqualTo(after);
        assertThat(responses.get(3).output()).isEqualTo(Bytes.utf8("{\"greeted\":2}"));
    }

    @Test
    void shouldContinueWithItsOwnStateWhenAVoidNamesAnUnreachableOne() {
        long disputed = log.greet("ann");
        Hash elsewhere = Hash.sha256(new byte[] {1});
        long position = log.voidState(disputed, elsewhere);
        log.greet("ann");

        List<Response> responses =
                run(executor(log, greeting, new StateVoid(disputed, elsewhere, position)), log.records());

        assertThat(responses.get(1).output()).isEqualTo(Bytes.utf8("{\"greeted\":2}"));
    }
}
