package io.tribunal.core.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Ballot;
import io.tribunal.core.ballot.BallotTerms;
import io.tribunal.core.ballot.CountedResponse;
import io.tribunal.core.ballot.ResponseContents;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CountedAgainTest {
    private final VotingFixture fixture = new VotingFixture(VotingFixture::stateless);
    private final long request = fixture.request();
    private final List<Long> readAgain = new ArrayList<>();
    private final LoggedResponses log = new LoggedResponses((offset, before) -> {
        readAgain.add(offset);
        return fixture.first(offset, before);
    });
    private final Ballot ballot = new Ballot(
            new BallotTerms(
                    new LogPosition(0, request),
                    fixture.business(request).valueHash(),
                    new RequestId(Bytes.wrap(new byte[RequestId.LENGTH])),
                    new ClientId("client"),
                    "PUT",
                    VotingFixture.stateless(Policy.defaults(new QuorumSpec(3), List.of(1L))),
                    new TreeSet<>(List.of(
                            VotingFixture.executor("e1"), VotingFixture.executor("e2"), VotingFixture.executor("e3"))),
                    new TreeSet<>(),
                    0,
                    Optional.empty(),
                    2),
            Optional.empty(),
            ResponseContents.unlimited());

    private ResponseReference answered(String executor, long offset, long elapsed) {
        fixture.send(executor, request, fixture.answer(request, executor));
        return new ResponseReference(offset, 0, elapsed);
    }

    @Test
    void shouldCountInTheOrderInWhichTheyWereCountedThoughTheyAreReadInLogOrder() {
        ResponseReference first = answered("e1", 0, 30);
        ResponseReference second = answered("e2", 1, 10);
        ResponseReference third = answered("e3", 2, 20);
        CountedAgain counting = new CountedAgain(ballot, List.of(second, third, first), log);

        for (ResponseReference reference : List.of(first, second, third)) {
            counting.take(reference, new LoggedResponses(fixture::first).read(reference.offset(), reference.index()));
        }

        assertThat(ballot.counted()).extracting(CountedResponse::offset).containsExactly(1L, 2L, 0L);
        assertThat(ballot.counted()).extracting(CountedResponse::elapsed).containsExactly(10L, 20L, 30L);
        assertThat(readAgain).containsExactly(0L);
    }

    @Test
    void shouldReadABatchOnceForResponsesThatFollowEachOther() {
        long next = fixture.request();
        fixture.send("e1", next, fixture.answer(request, "a"), fixture.answer(next, "b"));

        assertThat(log.read(0, 0).businessOffset()).isEqualTo(request);
        assertThat(log.read(0, 1).businessOffset()).isEqualTo(next);
        assertThat(readAgain).containsExactly(0L);
        log.forget();
        assertThat(log.read(0, 1).index()).isEqualTo(1);
        assertThat(readAgain).hasSize(2);
    }
}
