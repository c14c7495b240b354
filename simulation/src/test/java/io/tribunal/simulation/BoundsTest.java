package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.decision.Action;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.log.Response;
import io.tribunal.core.partition.Event;
import io.tribunal.core.policy.RulesVersion;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BoundsTest {
    @Test
    void shouldOpenNoMoreBallotsThanThePolicyAllows() {
        PartitionFixture fixture = new PartitionFixture(3, new SimPolicy().maxOpenBallots(2));
        long[] offsets = {fixture.request(), fixture.request(), fixture.request(), fixture.request()};
        fixture.answer("e1", offsets);
        fixture.heartbeat("e2", offsets[3]);
        assertThat(fixture.snapshot().ballots()).hasSize(2);
        assertThat(fixture.snapshot().handledThrough()).isEqualTo(offsets[1]);

        fixture.answer("e2", offsets);
        fixture.answer("e3", offsets);
        fixture.idle(1_000, offsets[3]);

        for (long offset : offsets) {
            assertThat(fixture.outcomes(offset)).containsExactly("Agreed");
        }
        assertThat(fixture.deviations()).isEmpty();
    }

    @Test
    void shouldLeaveResponsesInTheLogThatAreTooFarAheadAndCountThemLater() {
        PartitionFixture fixture = new PartitionFixture(3, new SimPolicy().maxHeld(600));
        long[] offsets = requests(fixture, 40);
        fixture.answer("e1", Arrays.copyOf(offsets, 20));
        fixture.answer("e1", Arrays.copyOfRange(offsets, 20, 40));
        assertThat(fixture.snapshot().held()).isLessThan(5);
        assertThat(fixture.snapshot().left()).containsKey(new ExecutorId("e1"));

        for (long offset : offsets) {
            fixture.restart();
            fixture.answer("e2", offset);
            assertThat(fixture.outcomes(offset))
                    .as("with the response of e1 to %s", offset)
                    .containsExactly("Agreed");
        }

        assertThat(fixture.snapshot().left()).isEmpty();
        fixture.answer("e3", offsets);
        fixture.idle(6_000, offsets[39]);
        assertThat(fixture.events()).hasSize(40).allMatch(Event.VerdictIssued.class::isInstance);
    }

    @Test
    void shouldKeepTheVotesThatALyingExecutorMakesNecessary() {
        PartitionFixture fixture = new PartitionFixture(3, new SimPolicy().maxHeld(600));
        long[] offsets = requests(fixture, 30);
        fixture.answer("e1", offsets);

        for (long offset : offsets) {
            fixture.send("e3", offset, WrongResponses.otherResult(fixture.expectedResponse(offset), "lie"));
            fixture.answer("e2", offset);
        }

        assertThat(fixture.outcomes(offsets[29])).containsExactly("Agreed");
        assertThat(fixture.deviations())
                .hasSize(30)
                .allMatch(deviation -> deviation.executorId().value().equals("e3"));
    }

    @Test
    void shouldRecordSilenceOfAnExecutorThatFloodsResponsesToFutureEntries() {
        PartitionFixture fixture = new PartitionFixture(3, new SimPolicy().maxHeld(20_000));
        long far = 1_000_000_000_000L;
        long[] offsets = requests(fixture, 5);
        for (int i = 0; i < 20; i++) {
            fixture.send("e3", far + i, PartitionFixture.moved(fixture.honest(offsets[0]), far + i));
        }
        fixture.answer("e1", offsets);
        fixture.answer("e2", offsets);
        fixture.idle(6_000, offsets[4]);

        assertThat(fixture.deviations())
                .hasSize(5)
                .allMatch(deviation -> deviation.kind() == Deviation.Kind.SILENT)
                .allMatch(deviation -> deviation.executorId().value().equals("e3"));
        assertThat(fixture.snapshot().left()).containsOnlyKeys(new ExecutorId("e3"));
        assertThat(fixture.snapshot().held()).isLessThan(20);
    }

    @Test
    void shouldStillCountAnExecutorThatSentFewResponsesToFutureEntries() {
        PartitionFixture fixture = new PartitionFixture(3, new SimPolicy().maxHeld(20_000));
        long[] offsets = requests(fixture, 30);
        fixture.send("e3", 1_000_000L, PartitionFixture.moved(fixture.honest(offsets[0]), 1_000_000L));
        fixture.answer("e3", offsets);
        assertThat(fixture.snapshot().left()).containsKey(new ExecutorId("e3"));

        for (long offset : offsets) {
            fixture.answer("e1", offset);
        }

        assertThat(fixture.outcomes(offsets[29])).containsExactly("Agreed");
    }

    /** A backlog that is too long for one record costs each record only a bounded share. */
    @Test
    void shouldReadALongBacklogInPartsWithoutRecordingSilenceOfItsAuthor() {
        PartitionFixture fixture =
                new PartitionFixture(3, new SimPolicy().maxHeld(600).deadline(1_000));
        long[] offsets = requests(fixture, 4);
        fixture.answer("e1", offsets);
        for (int i = 0; i < 2_000; i++) {
            fixture.heartbeat("e2", 0);
        }
        fixture.answer("e1", fixture.request());
        long last = offsets[3] + 1;

        fixture.answer("e2", offsets);
        fixture.answer("e3", offsets);
        fixture.answer("e2", last);
        fixture.answer("e3", last);
        fixture.pass(2_000).heartbeat("e2", last);

        assertThat(fixture.outcomes(last)).containsExactly("Agreed");
        assertThat(fixture.deviations()).isEmpty();
        assertThat(fixture.snapshot().ballots()).isEmpty();
        assertThat(fixture.snapshot().left()).containsKey(new ExecutorId("e1"));
        for (int i = 0; i < 4; i++) {
            fixture.heartbeat("e2", last);
        }
        assertThat(fixture.snapshot().left()).isEmpty();
    }

    private static long[] requests(PartitionFixture fixture, int count) {
        return LongStream.range(0, count).map(each -> fixture.request()).toArray();
    }

    @Test
    void shouldRecordSilenceOfAnExecutorThatAnswersNothing() {
        PartitionFixture fixture = new PartitionFixture(3, new SimPolicy().maxHeld(600));
        long first = fixture.request();

        fixture.answer("e1", first);
        fixture.answer("e2", first);
        fixture.idle(6_000, first);

        assertThat(fixture.deviations()).singleElement().matches(it -> it.kind() == Deviation.Kind.SILENT);
    }

    @Test
    void shouldKeepHeldResponsesOverARestartAfterThePolicyBecameStricter() {
        PartitionFixture fixture = new PartitionFixture(3, new SimPolicy());
        long stricter = fixture.control(
                new Action.ChangePolicy(new SimPolicy().maxHeld(1).build(3)));
        long first = fixture.request();
        fixture.answer("e1", first);
        fixture.heartbeat("e2", stricter);

        fixture.restart();
        fixture.answer("e2", first);

        assertThat(fixture.outcomes(first)).containsExactly("Agreed");
    }

    private static PartitionFixture flooded(int version) {
        SimPolicy policy = new SimPolicy().maxHeld(20_000);
        PartitionFixture fixture = new PartitionFixture(SimDeployment.of(3, 3, 2, policy, new RulesVersion(version)));
        Response honest = fixture.honest(fixture.request());
        fixture.send(
                "e3",
                140,
                LongStream.range(100, 140)
                        .mapToObj(offset -> PartitionFixture.moved(honest, offset))
                        .toArray(Response[]::new));
        return fixture;
    }

    @Test
    void shouldHoldAsManyResponsesAsTheMemoryThatThePolicyAllows() {
        PartitionFixture fixture = flooded(2);

        assertThat(fixture.snapshot().held()).isEqualTo(6);
        assertThat(fixture.snapshot().left()).containsOnlyKeys(new ExecutorId("e3"));
        fixture.restart();
        assertThat(fixture.snapshot().held()).isEqualTo(6);
    }

    @Test
    void shouldHoldByTheBytesOnTheWireUnderTheFirstRules() {
        PartitionFixture fixture = flooded(1);

        assertThat(fixture.snapshot().held()).isEqualTo(40);
        assertThat(fixture.snapshot().left()).isEmpty();
    }
}
