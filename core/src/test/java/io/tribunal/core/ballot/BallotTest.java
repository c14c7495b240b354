package io.tribunal.core.ballot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.LoggedResponse;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.core.state.StateDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BallotTest {
    private static final Hash REQUEST = Hash.sha256(Bytes.utf8("request").array());
    private static final Hash BEFORE = StateDigest.INITIAL;
    private static final Confidence CONFIDENCE = new Confidence();
    private static final long DEADLINE = 5_100;

    private final Ballot ballot = new Ballot(terms(), Optional.empty(), ResponseContents.unlimited());
    private long offset;

    private static BallotTerms terms() {
        return new BallotTerms(
                new LogPosition(0, 7),
                REQUEST,
                new RequestId(Bytes.wrap(new byte[RequestId.LENGTH])),
                new ClientId("client"),
                "PUT",
                Policy.defaults(new QuorumSpec(3), List.of(1L)),
                executors("e1", "e2", "e3"),
                executors("e4"),
                100,
                Optional.empty(),
                2);
    }

    private static SortedSet<ExecutorId> executors(String... names) {
        return Stream.of(names).map(ExecutorId::new).collect(Collectors.toCollection(TreeSet::new));
    }

    private static ExecutorId executor(String name) {
        return new ExecutorId(name);
    }

    private LoggedResponse response(String executor, Hash before, String value, String output, long processedTo) {
        List<Write> writes = List.of(Write.put(Bytes.utf8("key"), Bytes.utf8(value)));
        Response response = new Response(
                7,
                REQUEST,
                before.bytes(),
                StateDigest.next(before, writes).bytes(),
                Bytes.EMPTY,
                Status.OK,
                "text/plain",
                Bytes.utf8(output),
                writes);
        SignedEnvelope envelope = new SignedEnvelope("", Bytes.EMPTY, "", Bytes.EMPTY, Optional.empty());
        ResponseBatch.Item item = new ResponseBatch.Item(Bytes.utf8(executor + output + value), response);
        return new LoggedResponse(
                executor(executor), new ResponseBatch.Proved(envelope, processedTo, 0, List.of(), item), ++offset);
    }

    private Optional<Ballot.Equivocation> count(String executor, String value, String output) {
        return ballot.count(response(executor, BEFORE, value, output, 7), 100 + offset);
    }

    private List<Long> counted() {
        return ballot.counted().stream().map(CountedResponse::offset).toList();
    }

    @Test
    void shouldIgnoreAnswersFromNonMembersAndDuplicates() {
        count("e9", "x", "a");
        count("e1", "x", "a");
        count("e1", "x", "a");
        count("e4", "x", "a");
        count("e4", "x", "a");

        assertThat(counted()).containsExactly(2L, 4L);
        assertThat(ballot.answers()).containsOnlyKeys(executor("e1"));
        assertThat(ballot.nonVotingAnswers()).containsOnlyKeys(executor("e4"));
        assertThat(ballot.silent()).containsExactly(executor("e2"), executor("e3"));
    }

    @Test
    void shouldProveAnEquivocationOnceAndCountNeitherAnswer() {
        count("e1", "x", "a");
        Optional<Ballot.Equivocation> proof = count("e1", "x", "b");
        Optional<Ballot.Equivocation> third = count("e1", "x", "c");
        count("e2", "x", "a");

        assertThat(proof).hasValueSatisfying(it -> {
            assertThat(it.first().offset()).isEqualTo(1);
            assertThat(it.second().offset()).isEqualTo(2);
        });
        assertThat(third).isEmpty();
        assertThat(counted()).containsExactly(1L, 2L, 4L);
        assertThat(ballot.hasEquivocated(executor("e1"))).isTrue();
        assertThat(ballot.hasEquivocated(executor("e2"))).isFalse();
        assertThat(ballot.settle(BEFORE)).isEmpty();
        count("e3", "x", "a");
        assertThat(ballot.settle(BEFORE)).isPresent();
    }

    @Test
    void shouldNoteTheEquivocationOfANonVotingExecutorWithoutReportingIt() {
        count("e4", "x", "a");

        assertThat(count("e4", "y", "a")).isEmpty();
        assertThat(counted()).containsExactly(1L, 2L);
        assertThat(ballot.hasEquivocated(executor("e4"))).isTrue();
    }

    @Test
    void shouldNotReportEquivocationForAnswersFromDifferentStates() {
        count("e1", "x", "a");
        Hash other = Hash.sha256(new byte[] {1});

        assertThat(ballot.count(response("e1", other, "x", "b", 7), 1)).isEmpty();
        assertThat(counted()).containsExactly(1L);
    }

    @Test
    void shouldDecideOnlyOnceTheStateBeforeIsKnown() {
        count("e1", "x", "a");
        count("e2", "x", "a");
        assertThat(ballot.decide(200, CONFIDENCE)).isEmpty();

        Verdict.AgreedState state = ballot.settle(BEFORE).orElseThrow();
        Verdict.Outcome outcome = ballot.decide(200, CONFIDENCE).orElseThrow();

        assertThat(state.writes()).containsExactly(Write.put(Bytes.utf8("key"), Bytes.utf8("x")));
        assertThat(outcome).isInstanceOfSatisfying(Verdict.Agreed.class, agreed -> {
            assertThat(agreed.output()).isEqualTo(Bytes.utf8("a"));
            assertThat(agreed.state()).contains(state);
        });
        assertThat(ballot.decide(201, CONFIDENCE)).isEmpty();
        assertThat(ballot.agreedAfter()).isEqualTo(OptionalLong.of(100));
        assertThat(ballot.isAgreedInTime()).isTrue();
    }

    @Test
    void shouldAgreeOnTheStateAndSplitOnTheOutput() {
        count("e1", "x", "a");
        count("e2", "x", "b");
        assertThat(ballot.settle(BEFORE)).isPresent();
        assertThat(ballot.decide(200, CONFIDENCE)).isEmpty();
        count("e3", "x", "c");

        assertThat(ballot.decide(200, CONFIDENCE)).contains(new Verdict.Split(ballot.state()));
        assertThat(ballot.isAgreedInTime()).isFalse();
        assertThat(ballot.agreedAfter()).isEmpty();
    }

    @Test
    void shouldSplitWithoutAStateWhenAllHaveAnsweredAndNoStateHasAMajority() {
        count("e1", "x", "a");
        count("e2", "y", "a");
        count("e3", "z", "a");

        assertThat(ballot.settle(BEFORE)).isEmpty();
        assertThat(ballot.decide(200, CONFIDENCE)).contains(new Verdict.Split(Optional.empty()));
        assertThat(ballot.isComplete(DEADLINE + 1)).isFalse();
    }

    @Test
    void shouldSplitWithTheStateBeforeWhenVoided() {
        count("e1", "x", "a");
        ballot.settleWithoutEffect(BEFORE);

        Verdict.AgreedState unchanged = new Verdict.AgreedState(BEFORE, Bytes.EMPTY, List.of());
        assertThat(ballot.isVoided()).isTrue();
        assertThat(ballot.before()).contains(BEFORE);
        assertThat(ballot.state()).contains(unchanged);
        assertThat(ballot.decide(200, CONFIDENCE)).contains(new Verdict.Split(Optional.of(unchanged)));
    }

    @Test
    void shouldBecomeOverdueOnceAfterItsDeadline() {
        assertThat(ballot.becomesOverdue(DEADLINE)).isFalse();
        assertThat(ballot.becomesOverdue(DEADLINE + 1)).isTrue();
        assertThat(ballot.becomesOverdue(DEADLINE + 2)).isFalse();
    }

    @Test
    void shouldWaitForANearNonVotingExecutorUpToTheDeadline() {
        for (String executor : List.of("e1", "e2", "e3")) {
            count(executor, "x", "a");
        }
        ballot.settle(BEFORE);
        assertThat(ballot.isClosable(200, executor -> false)).isFalse();
        ballot.decide(200, CONFIDENCE);

        assertThat(ballot.isClosable(200, executor -> false)).isTrue();
        assertThat(ballot.isClosable(DEADLINE, executor -> true)).isFalse();
        assertThat(ballot.isClosable(DEADLINE + 1, executor -> true)).isTrue();
        count("e4", "x", "a");
        assertThat(ballot.isClosable(200, executor -> true)).isTrue();
    }

    @Test
    void shouldBeginAgainAfterARestartWithBatchesThatHaveHandledTheVoid() {
        count("e1", "x", "a");
        count("e1", "x", "b");
        ballot.restart(1_000, 9);
        ballot.count(response("e2", BEFORE, "x", "a", 8), 1_001);
        ballot.count(response("e1", BEFORE, "x", "a", 9), 1_002);

        assertThat(counted()).containsExactly(4L);
        assertThat(ballot.hasEquivocated(executor("e1"))).isFalse();
        assertThat(ballot.terms().start()).isEqualTo(1_000);
        assertThat(ballot.becomesOverdue(6_000)).isFalse();
        assertThat(ballot.becomesOverdue(6_001)).isTrue();
    }

    @Test
    void shouldKeepItsMarksOverASnapshot() {
        count("e1", "x", "a");
        count("e2", "x", "a");
        ballot.becomesOverdue(DEADLINE + 1);
        ballot.settle(BEFORE);
        ballot.decide(DEADLINE + 2, CONFIDENCE);
        CanonicalWriter out = new CanonicalWriter();
        ballot.marks().writeTo(out);

        Ballot.Marks marks =
                CanonicalReader.read(out.toBytes(), Ballot.Marks::readFrom).orElseThrow();
        Ballot restored = new Ballot(terms(), Optional.empty(), ResponseContents.unlimited(), marks);

        assertThat(restored.before()).isEqualTo(ballot.before());
        assertThat(restored.state()).isEqualTo(ballot.state());
        assertThat(restored.becomesOverdue(DEADLINE + 9)).isFalse();
        assertThat(restored.decide(DEADLINE + 9, CONFIDENCE)).isEmpty();
        assertThat(restored.agreedAfter()).isEqualTo(OptionalLong.of(5_002));
        assertThat(restored.isAgreedInTime()).isFalse();
        assertThat(((Verdict.Agreed) restored.decision().orElseThrow()).voteDigest())
                .isEqualTo(((Verdict.Agreed) ballot.decision().orElseThrow()).voteDigest());
    }

    private static final long ROOM = 1 << 20;

    private void count(Ballot some, LoggedResponse response) {
        some.count(response, 100 + offset);
    }

    @Test
    void shouldKeepNoMoreThanDigestsOnceItsVerdictIsWritten() {
        ResponseContents contents = new ResponseContents(
                (at, index) -> {
                    throw new AssertionError("read again");
                },
                ROOM);
        Ballot bounded = new Ballot(terms(), Optional.empty(), contents);
        LoggedResponse first = response("e1", BEFORE, "x", "a", 7);
        count(bounded, first);
        count(bounded, first);
        count(bounded, response("e2", BEFORE, "x", "a", 7));
        assertThat(contents.bytesOf(executor("e1"))).isEqualTo(first.retainedBytes() + 1);
        bounded.settle(BEFORE);
        assertThat(bounded.decide(110, CONFIDENCE)).containsInstanceOf(Verdict.Agreed.class);

        bounded.dropContents();
        count(bounded, response("e3", BEFORE, "x", "b", 7));

        Stream.of("e1", "e2", "e3")
                .forEach(name -> assertThat(contents.bytesOf(executor(name))).isZero());
        assertThat(Comparison.decided(bounded, bounded.answers().get(executor("e1"))))
                .isEmpty();
        assertThat(Comparison.decided(bounded, bounded.answers().get(executor("e3"))))
                .contains(Difference.OUTPUT);
    }

    @Test
    void shouldGiveRoomBackWhenItRestarts() {
        ResponseContents contents = new ResponseContents((at, index) -> response("e1", BEFORE, "x", "a", 7), ROOM);
        Ballot bounded = new Ballot(terms(), Optional.empty(), contents);
        count(bounded, response("e1", BEFORE, "x", "a", 7));

        bounded.restart(200, 8);

        assertThat(contents.bytesOf(executor("e1"))).isZero();
    }

    /** Whether the memory has room changes what is read, and nothing else. */
    @Test
    void shouldDecideTheSameFromResponsesThatAreReadAgain() {
        Map<Long, LoggedResponse> log = new HashMap<>();
        List<Long> read = new ArrayList<>();
        ResponseContents none = new ResponseContents(
                (at, index) -> {
                    read.add(at);
                    return log.get(at);
                },
                0);
        Ballot frugal = new Ballot(terms(), Optional.empty(), none);
        for (String executor : List.of("e1", "e2")) {
            LoggedResponse response = response(executor, BEFORE, "x", "a", 7);
            log.put(response.offset(), response);
            frugal.count(response, 100);
            ballot.count(response, 100);
        }

        assertThat(frugal.settle(BEFORE)).isEqualTo(ballot.settle(BEFORE)).isPresent();
        assertThat(frugal.decide(110, CONFIDENCE))
                .isEqualTo(ballot.decide(110, CONFIDENCE))
                .containsInstanceOf(Verdict.Agreed.class);
        CountedResponse second = frugal.answers().get(executor("e2"));
        assertThat(second.logged().encoded()).isEqualTo(log.get(2L).encoded());
        assertThat(second.responseHash()).isEqualTo(log.get(2L).responseHash());
        assertThat(read).contains(1L, 2L);
        assertThat(none.bytesOf(executor("e1"))).isZero();
    }
}
