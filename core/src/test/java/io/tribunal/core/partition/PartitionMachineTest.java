package io.tribunal.core.partition;

import static io.tribunal.core.partition.VotingFixture.INITIAL;
import static io.tribunal.core.partition.VotingFixture.after;
import static io.tribunal.core.partition.VotingFixture.executor;
import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.detection.ClosedBallot;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.detection.NonVotingAnswer;
import io.tribunal.core.detection.Observation;
import io.tribunal.core.detection.ProvedEquivocation;
import io.tribunal.core.detection.Standing;
import io.tribunal.core.detection.StatusChanged;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import io.tribunal.core.policy.Adjudication;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionMachineTest {
    private final VotingFixture fixture = new VotingFixture(VotingFixture::stateless);

    @Test
    void shouldDecideWithTheMajorityAndCloseWithTheLastAnswer() {
        long offset = fixture.request();

        assertThat(fixture.send("e1", offset, fixture.answer(offset, "a"))).isEmpty();
        assertThat(fixture.pass(10).send("e2", offset, fixture.answer(offset, "a")))
                .containsExactly("#0 AGREED a 1 [e1, e2] against [] silent [e3]");
        assertThat(fixture.pass(20).send("e3", offset, fixture.answer(offset, "b")))
                .containsExactly("WRONG_OUTPUT e3 1 OUTPUT");
        assertThat(fixture.observations()).containsExactly(closed(offset, 2, 30, 0, Standing.DEVIATED));
    }

    private static Observation closed(long offset, long at, long elapsed, long agreedAfter, Standing third) {
        TreeMap<ExecutorId, ClosedBallot.Showing> members = new TreeMap<>();
        members.put(executor("e1"), new ClosedBallot.Showing(Standing.AGREED, OptionalLong.of(0)));
        members.put(executor("e2"), new ClosedBallot.Showing(Standing.AGREED, OptionalLong.of(0)));
        OptionalLong latency = third == Standing.SILENT ? OptionalLong.empty() : OptionalLong.of(20);
        members.put(executor("e3"), new ClosedBallot.Showing(third, latency));
        return new ClosedBallot(offset, at, elapsed, 5_000, OptionalLong.of(agreedAfter), members);
    }

    @Test
    void shouldSplitWhenAllAnswersDiffer() {
        long offset = fixture.request();
        fixture.send("e1", offset, fixture.answer(offset, "a"));
        assertThat(fixture.send("e2", offset, fixture.answer(offset, "b"))).isEmpty();

        assertThat(fixture.send("e3", offset, fixture.answer(offset, "c")))
                .containsExactly("#0 SPLIT 1 [] against [e1 UNDECIDED, e2 UNDECIDED, e3 UNDECIDED] silent []");
    }

    @Test
    void shouldReportOverdueOnceAndStillDecideOnLateAnswers() {
        long offset = fixture.request();
        fixture.send("e1", offset, fixture.answer(offset, "a"));
        fixture.send("v1", offset);
        fixture.send("v2", offset);

        for (int i = 0; i < 2; i++) {
            assertThat(fixture.pass(2_000).send("e1", offset)).isEmpty();
        }
        assertThat(fixture.pass(1_000).send("e1", offset)).isEmpty();
        assertThat(fixture.pass(1).send("e1", offset))
                .containsExactly("#0 OVERDUE 1 [] against [e1 UNDECIDED] silent [e2, e3]");
        assertThat(fixture.pass(9_000).send("e1", offset)).isEmpty();
        assertThat(fixture.send("e2", offset, fixture.answer(offset, "a")))
                .containsExactly("#1 AGREED a 1 [e1, e2] against [] silent [e3]");
    }

    @Test
    void shouldChargeSilenceAfterTheDeadlineAndDiscardTheLateAnswerOnce() {
        long offset = fixture.request();
        fixture.send("e1", offset, fixture.answer(offset, "a"));
        fixture.send("e2", offset, fixture.answer(offset, "a"));
        fixture.pass(2_000).send("e1", offset);
        fixture.pass(2_000).send("e1", offset);
        assertThat(fixture.pass(1_000).send("e1", offset)).isEmpty();

        assertThat(fixture.pass(1).send("e1", offset)).containsExactly("SILENT e3 1 UNDECIDED");
        assertThat(fixture.observations()).containsExactly(closed(offset, 5, 5_001, 0, Standing.SILENT));
        assertThat(fixture.send("e3", offset, fixture.answer(offset, "a")))
                .containsExactly("NO_OPEN_BALLOT 6#0: no open ballot at 1");
        assertThat(fixture.send("e3", offset, fixture.answer(offset, "a"))).isEmpty();
        assertThat(fixture.send("e1", offset, fixture.answer(offset, "a"))).isEmpty();
    }

    @Test
    void shouldIgnoreDuplicatesAndCountNeitherOfTwoDifferentAnswers() {
        long offset = fixture.request();
        fixture.send("e1", offset, fixture.answer(offset, "a"));
        assertThat(fixture.send("e1", offset, fixture.answer(offset, "a"))).isEmpty();
        fixture.send("v1", offset);
        fixture.send("v2", offset);

        assertThat(fixture.send("e1", offset, fixture.answer(offset, "b")))
                .containsExactly("EQUIVOCATED e1 1 EQUIVOCATED");
        assertThat(fixture.send("e1", offset, fixture.answer(offset, "c"))).isEmpty();
        assertThat(fixture.send("e2", offset, fixture.answer(offset, "a"))).isEmpty();
        assertThat(fixture.send("e3", offset, fixture.answer(offset, "a")))
                .containsExactly("#0 AGREED a 1 [e2, e3] against [e1 EQUIVOCATED] silent []");
        assertThat(fixture.observations().getFirst()).isEqualTo(new ProvedEquivocation(executor("e1"), offset, 4));
    }

    @Test
    void shouldPutRejectedEntriesIntoTheChainInBusinessOrder() {
        long first = fixture.request();
        long replayed = fixture.request(first);
        fixture.unreadable();
        long last = fixture.request();
        Response[] answers = {fixture.answer(first, "a"), fixture.answer(last, "a")};
        fixture.send("e1", last, answers);

        assertThat(fixture.send("e2", last, answers))
                .containsExactly(
                        "#0 AGREED a 1 [e1, e2] against [] silent [e3]",
                        "#1 REJECTED REPLAYED " + replayed + " [] against [] silent []",
                        "#2 REJECTED MALFORMED 3 [] against [] silent []",
                        "#3 AGREED a 4 [e1, e2] against [] silent [e3]");
        assertChained();
    }

    private void assertChained() {
        Hash previous = Hash.ZERO;
        for (Event event : fixture.events()) {
            if (event instanceof Event.VerdictIssued issued) {
                assertThat(issued.verdict().previousHash()).isEqualTo(previous);
                previous = Hash.sha256(issued.body().array());
            }
        }
    }

    @Test
    void shouldMoveTheCursorToWhatTwoMembersHaveHandled() {
        long first = fixture.request();
        long second = fixture.request();
        fixture.send("e1", 1_000_000);
        assertThat(fixture.cursor()).isZero();
        fixture.send("e2", first);
        assertThat(fixture.cursor()).isEqualTo(first);
        fixture.send("v1", second);
        assertThat(fixture.cursor()).isEqualTo(first);
        fixture.send("v2", second);
        assertThat(fixture.cursor()).isEqualTo(second);
        fixture.send("e2", first);
        assertThat(fixture.cursor()).isEqualTo(second);
    }

    @Test
    void shouldNotOpenMoreBallotsThanAllowed() {
        VotingFixture narrow = new VotingFixture(policy ->
                VotingFixture.stateless(policy).withLimits(policy.limits().withMaxOpenBallots(1)));
        Response[] answers = {narrow.answer(narrow.request(), "a"), narrow.answer(narrow.request(), "a")};
        narrow.send("e1", 2, answers);

        assertThat(narrow.send("e2", 2, answers)).containsExactly("#0 AGREED a 1 [e1, e2] against [] silent [e3]");
        assertThat(narrow.cursor()).isEqualTo(1);
        assertThat(narrow.send("e3", 2, answers)).isEmpty();
        assertThat(narrow.send("e3", 2)).containsExactly("#1 AGREED a 2 [e1, e2, e3] against [] silent []");
    }

    @Test
    void shouldDeferAnswersBeyondTheBoundAndCountThemWhenThereIsRoom() {
        VotingFixture narrow = new VotingFixture(policy ->
                VotingFixture.stateless(policy).withLimits(policy.limits().withMaxHeld(1)));
        List<Long> offsets =
                IntStream.range(0, 4).mapToObj(i -> narrow.request()).toList();
        narrow.send(
                "e1",
                4,
                offsets.stream().map(offset -> narrow.answer(offset, "a")).toArray(Response[]::new));

        List<String> verdicts = new ArrayList<>();
        for (long offset : offsets) {
            narrow.restart();
            verdicts.addAll(narrow.send("e2", offset, narrow.answer(offset, "a")));
        }

        assertThat(verdicts)
                .containsExactly(
                        "#0 AGREED a 1 [e1, e2] against [] silent [e3]",
                        "#1 AGREED a 2 [e1, e2] against [] silent [e3]",
                        "#2 AGREED a 3 [e1, e2] against [] silent [e3]",
                        "#3 AGREED a 4 [e1, e2] against [] silent [e3]");
    }

    @Test
    void shouldIgnoreTheAnswersOfAnExecutorThatIsDown() {
        long decision = fixture.decide(new MembershipEvent.Down(executor("e3")), 0);
        long offset = fixture.request();
        fixture.send("e3", offset, fixture.answer(offset, "b"));
        fixture.send("e1", offset, fixture.answer(offset, "a"));

        assertThat(fixture.send("e2", offset, fixture.answer(offset, "a")))
                .containsExactly("#0 AGREED a 2 [e1, e2] against [] silent []");
        assertThat(decision).isEqualTo(1);
        assertThat(fixture.observations())
                .hasSize(3)
                .startsWith(new StatusChanged(executor("e3"), false, 1))
                .endsWith(new NonVotingAnswer(executor("e3"), false, offset, 2));
    }

    @Test
    void shouldCloseStatefulBallotsInBusinessOrder() {
        VotingFixture stateful = new VotingFixture();
        long first = stateful.request();
        long second = stateful.request();
        Hash between = after(INITIAL, first);
        Response one = stateful.response(first, INITIAL);
        Response two = stateful.response(second, between);
        stateful.send("e1", second, one, two);
        assertThat(stateful.send("e2", second, one, two))
                .containsExactly(
                        "#0 AGREED done 1 [e1, e2] against [] silent [e3]",
                        "#1 AGREED done 2 [e1, e2] against [] silent [e3]");

        assertThat(stateful.send("e3", second, stateful.response(second, INITIAL)))
                .isEmpty();
        assertThat(stateful.send("e3", second, stateful.response(first, INITIAL, "done", "other")))
                .containsExactly("WRONG_STATE e3 1 POST_STATE", "WRONG_STATE e3 2 PRE_STATE");
    }

    @Test
    void shouldDistinguishInheritedDeviationsFromFreshOnes() {
        VotingFixture stateful = new VotingFixture();
        long first = stateful.request();
        long second = stateful.request();
        Response one = stateful.response(first, INITIAL);
        Response two = stateful.response(second, after(INITIAL, first));
        Response wrong = stateful.response(first, INITIAL, "done", "other");
        Response follows = stateful.response(second, new Hash(wrong.postState()));
        stateful.send("e1", second, one, two);
        stateful.send("e2", second, one, two);

        assertThat(stateful.send("e3", second, wrong, follows))
                .containsExactly("WRONG_STATE e3 1 POST_STATE", "WRONG_STATE e3 2 PRE_STATE inherited");
    }

    @Test
    void shouldBlockAfterASplitStateUntilAVoidAndThenCountNewAnswers() {
        VotingFixture stateful = new VotingFixture();
        long lost = stateful.request();
        long waiting = stateful.request();
        Hash guess = after(INITIAL, lost);
        for (String executor : List.of("e1", "e2", "e3")) {
            stateful.send(
                    executor,
                    waiting,
                    stateful.response(lost, INITIAL, "done", executor),
                    stateful.response(waiting, guess));
        }
        assertThat(stateful.events()).hasSize(1);
        assertThat(stateful.events().getFirst())
                .matches(event -> event instanceof Event.VerdictIssued issued
                        && issued.verdict().outcome().equals(new Verdict.Split(Optional.empty())));

        long voided = stateful.voidState(lost, INITIAL);
        Response again = stateful.response(waiting, INITIAL);
        assertThat(stateful.send("e1", voided, again)).isEmpty();
        stateful.restart();
        assertThat(stateful.send("e2", voided, again))
                .containsExactly("#1 AGREED done 2 [e1, e2] against [] silent [e3]");
        assertThat(stateful.send("e3", voided, again)).isEmpty();
        assertChained();
    }

    @Test
    void shouldNameTheFirstEntryWhoseStateIsNotSettled() {
        VotingFixture stateful = new VotingFixture();
        assertThat(stateful.unsettled()).isEmpty();
        long lost = stateful.request();
        stateful.request();
        for (String executor : List.of("e1", "e2")) {
            stateful.send(executor, lost + 1, stateful.response(lost, INITIAL, "done", executor));
        }
        assertThat(stateful.unsettled()).contains(new UnsettledEntry(lost, INITIAL, false));

        stateful.send("e3", lost + 1, stateful.response(lost, INITIAL, "done", "e3"));
        assertThat(stateful.unsettled()).contains(new UnsettledEntry(lost, INITIAL, true));

        long voided = stateful.voidState(lost, INITIAL);
        stateful.send("e1", voided);
        stateful.send("e2", voided);
        assertThat(stateful.unsettled()).contains(new UnsettledEntry(lost + 1, INITIAL, false));
    }

    @Test
    void shouldEndAUnanimousVoteAtItsDeadline() {
        VotingFixture unanimous = new VotingFixture(
                policy -> VotingFixture.stateless(policy).withAdjudication(Adjudication.UNANIMOUS, Optional.empty()));
        long offset = unanimous.request();
        unanimous.send("e1", offset, unanimous.answer(offset, "a"));
        unanimous.send("e2", offset, unanimous.answer(offset, "a"));
        unanimous.pass(2_000).send("e1", offset);
        unanimous.pass(2_000).send("e1", offset);

        assertThat(unanimous.pass(1_000).send("e1", offset)).isEmpty();
        assertThat(unanimous.pass(1).send("e1", offset))
                .containsExactly("#0 SPLIT 1 [] against [e1 UNDECIDED, e2 UNDECIDED] silent [e3]");
        assertThat(unanimous.observations())
                .hasOnlyElementsOfType(ClosedBallot.class)
                .hasSize(1);
    }

    @Test
    void shouldCloseBallotsWithAStateInBusinessOrder() {
        VotingFixture stateful = new VotingFixture();
        long first = stateful.request();
        long second = stateful.request();
        Response one = stateful.response(first, INITIAL);
        Response two = stateful.response(second, after(INITIAL, first));
        stateful.send("e1", second, one, two);
        stateful.send("e2", second, one, two);

        stateful.send("e3", second, two);
        assertThat(stateful.observations()).isEmpty();
        stateful.send("e3", second, one);

        assertThat(stateful.observations())
                .extracting(observation -> ((ClosedBallot) observation).businessOffset())
                .containsExactly(first, second);
    }

    @Test
    void shouldStartTheDeadlineAnewWithAVoid() {
        VotingFixture stateful = new VotingFixture();
        long lost = stateful.request();
        long waiting = stateful.request();
        for (String executor : List.of("e1", "e2", "e3")) {
            stateful.send(executor, waiting, stateful.response(lost, INITIAL, "done", executor));
        }
        stateful.pass(2_000).send("e1", waiting);
        long voided = stateful.voidState(lost, INITIAL);
        stateful.pass(2_000).send("e1", voided);
        stateful.send("e2", voided);

        assertThat(stateful.pass(2_000).send("e1", voided)).isEmpty();
        assertThat(stateful.pass(2_000).send("e1", voided)).isEmpty();
        assertThat(stateful.pass(1_000).send("e1", voided)).isEmpty();
        assertThat(stateful.pass(1).send("e1", voided))
                .containsExactly("#1 OVERDUE 2 [] against [] silent [e1, e2, e3]");
    }

    @Test
    void shouldCloseAtOnceWhenTheExecutorThatItWaitsForIsIsolated() {
        IntStream.range(0, 300).forEach(each -> fixture.unreadable());
        fixture.decide(new MembershipEvent.Down(executor("e3")), 0);
        long offset = fixture.request();
        fixture.send("e1", offset, fixture.answer(offset, "a"));
        fixture.send("v1", offset);
        fixture.send("v2", offset);
        fixture.send("e3", offset);
        fixture.send("e2", offset, fixture.answer(offset, "a"));
        assertThat(fixture.observations()).noneMatch(ClosedBallot.class::isInstance);

        long isolated = fixture.decide(new MembershipEvent.Isolate(executor("e3"), DeviationClass.WRONG), 1);
        fixture.send("e3", isolated);
        fixture.send("e1", isolated);
        assertThat(fixture.observations()).noneMatch(ClosedBallot.class::isInstance);
        fixture.send("e2", isolated);

        assertThat(fixture.observations())
                .filteredOn(ClosedBallot.class::isInstance)
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldDecideByTheWeightThatOtherBallotsGive(boolean withRestarts) {
        VotingFixture weighted = new VotingFixture(
                policy -> VotingFixture.stateless(policy).withAdjudication(Adjudication.WEIGHTED, Optional.empty()));
        for (int round = 0; round < 12; round++) {
            answerAll(weighted, round % 2 == 0 ? "b" : "a", round % 2 == 0 ? "a" : "b", "a");
        }
        long waiting = weighted.request();
        assertThat(weighted.send("e1", waiting, weighted.answer(waiting, "a"))).isEmpty();
        assertThat(weighted.send("e2", waiting, weighted.answer(waiting, "a"))).isEmpty();

        int rounds = 0;
        while (verdictsOn(weighted, waiting).isEmpty() && rounds++ < 12) {
            if (withRestarts) {
                weighted.restart();
            }
            answerAll(weighted, "a", "a", "a");
        }

        assertThat(rounds).isBetween(2, 11);
        assertThat(verdictsOn(weighted, waiting)).singleElement().isInstanceOf(Verdict.Agreed.class);
    }

    private static void answerAll(VotingFixture fixture, String... outputs) {
        long offset = fixture.request();
        for (int i = 0; i < outputs.length; i++) {
            fixture.send("e" + (i + 1), offset, fixture.answer(offset, outputs[i]));
        }
    }

    private static List<Verdict.Outcome> verdictsOn(VotingFixture fixture, long offset) {
        return fixture.events().stream()
                .filter(Event.VerdictIssued.class::isInstance)
                .map(event -> ((Event.VerdictIssued) event).verdict())
                .filter(verdict -> verdict.position().offset() == offset)
                .map(Verdict::outcome)
                .toList();
    }

    @Test
    void shouldReachACheckpointAtTheFirstRequestOfEachInterval() {
        VotingFixture stateful =
                new VotingFixture(policy -> policy.withState(policy.state().withCheckpointInterval(2)));
        long first = stateful.request();
        long second = stateful.request();
        Response one = stateful.response(first, INITIAL);
        Response plain = stateful.response(second, after(INITIAL, first));
        Hash root = Hash.sha256(new byte[] {1});
        Response two = new Response(
                plain.businessOffset(),
                plain.requestHash(),
                plain.preState(),
                plain.postState(),
                root.bytes(),
                plain.status(),
                plain.contentType(),
                plain.output(),
                plain.writes());
        stateful.send("e1", second, one, two);
        stateful.send("e2", second, one, two);

        assertThat(stateful.send("e3", second, one, plain)).containsExactly("WRONG_STATE e3 2 STATE_ROOT_DUE");
        assertThat(stateful.checkpoints()).singleElement().satisfies(checkpoint -> {
            assertThat(checkpoint.businessOffset()).isEqualTo(second);
            assertThat(checkpoint.stateRoot()).isEqualTo(root);
            assertThat(checkpoint.postState()).isEqualTo(new Hash(two.postState()));
        });
    }

    @Test
    void shouldContinueFromASnapshotAsIfUninterrupted() {
        VotingFixture plain = new VotingFixture();
        VotingFixture restarted = new VotingFixture();
        live(plain, () -> {});
        live(restarted, restarted::restart);

        assertThat(restarted.events()).isEqualTo(plain.events()).hasSizeGreaterThan(5);
        assertThat(restarted.observations()).isEqualTo(plain.observations());
        assertThat(restarted.snapshot()).isEqualTo(plain.snapshot());
        assertThat(restarted.hashes()).isEqualTo(plain.hashes()).isNotEqualTo(RunningHashes.NONE);
    }

    private static void live(VotingFixture fixture, Runnable between) {
        Hash state = INITIAL;
        for (int round = 0; round < 3; round++) {
            long offset = fixture.request();
            for (String executor : List.of("e1", "e2", "e3")) {
                between.run();
                String value = executor.equals("e3") ? "other" : "value";
                fixture.pass(7).send(executor, offset, fixture.response(offset, state, "done", value));
                between.run();
                String output = executor.equals("e3") ? "twice" : "done";
                fixture.send(executor, offset, fixture.response(offset, state, output, value));
            }
            state = after(state, offset);
        }
        fixture.decide(new MembershipEvent.Down(executor("e3")), 0);
        long last = fixture.request();
        fixture.send("e3", last, fixture.response(last, state));
        between.run();
        fixture.send("e1", last, fixture.response(last, state));
        between.run();
        fixture.send("e2", last, fixture.response(last, state));
        between.run();
        fixture.pass(9_000).send("e2", last);
    }
}
