package io.tribunal.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.Status;
import io.tribunal.deployment.load.LedgerModel;
import io.tribunal.ingest.Outcome;
import io.tribunal.lab.replay.LogReplay;
import io.tribunal.lab.replay.PartitionDecisions;
import io.tribunal.lab.replay.PublishedDecisions;
import io.tribunal.statestore.StateReader;
import io.tribunal.statestore.state.AccountState;
import io.tribunal.statestore.state.CommittedState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** Asks, from the logs alone, whether anything was lost, decided twice, decided wrongly or charged wrongly. */
final class HistoryCheck {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final FaultFixture arena;
    private final Downtimes downtimes;
    private final long deadline;

    /** Deadline of ballots in ms. */
    HistoryCheck(FaultFixture arena, Downtimes downtimes, long deadline) {
        this.arena = arena;
        this.downtimes = downtimes;
        this.deadline = deadline;
    }

    /**
     * Examines everything since the beginning.
     *
     * @param requests all that were sent, each with its outcome
     * @return what was published, in the order of writing
     */
    List<PartitionDecisions> examine(List<LedgerLoad.Sent> requests) {
        Map<LogPosition, LedgerLoad.Sent> acknowledged = acknowledged(requests);
        List<PartitionDecisions> published = published(acknowledged.keySet());
        List<PartitionDecisions> chains =
                published.stream().map(PartitionDecisions::withoutRepeats).toList();
        List<PartitionDecisions> replayed = LogReplay.run(arena.settings(), arena.topics(), arena.deploymentHash());

        oneFinalVerdictEach(acknowledged, chains);
        for (int partition = 0; partition < chains.size(); partition++) {
            assertThat(chains.get(partition).isPrefixOf(replayed.get(partition)))
                    .as("decisions of partition %d are those of a plain replay", partition)
                    .isTrue();
        }
        replayed.forEach(decisions -> decisions.decodedDeviations().forEach(charge -> excused(charge, acknowledged)));
        balancesOfTheModel(acknowledged);
        return published;
    }

    /** The client has seen each verdict before its transaction ended: read until all of them are committed. */
    private List<PartitionDecisions> published(Set<LogPosition> decided) {
        AtomicReference<List<PartitionDecisions>> published = new AtomicReference<>(List.of());
        Await.until("committed verdicts of all requests", () -> {
            published.set(PublishedDecisions.read(arena.settings(), arena.topics()));
            return finals(published.get()).containsAll(decided);
        });
        return published.get();
    }

    private static Set<LogPosition> finals(List<PartitionDecisions> published) {
        return published.stream()
                .flatMap(chain -> chain.decodedVerdicts().stream())
                .filter(Verdict::isFinal)
                .map(Verdict::position)
                .collect(Collectors.toSet());
    }

    private static Map<LogPosition, LedgerLoad.Sent> acknowledged(List<LedgerLoad.Sent> requests) {
        Map<LogPosition, LedgerLoad.Sent> acknowledged = new HashMap<>();
        for (LedgerLoad.Sent request : requests) {
            Outcome outcome = request.outcome().join();
            assertThat(outcome).isInstanceOf(Outcome.Agreed.class);
            acknowledged.put(outcome.where().orElseThrow(), request);
        }
        assertThat(acknowledged).as("each request has a position of its own").hasSameSizeAs(requests);
        return acknowledged;
    }

    private static void oneFinalVerdictEach(Map<LogPosition, LedgerLoad.Sent> acknowledged, List<PartitionDecisions> chains) {
        Map<LogPosition, Verdict> finals = new HashMap<>();
        for (PartitionDecisions chain : chains) {
            for (Verdict verdict : chain.decodedVerdicts()) {
                if (verdict.isFinal() && !isRepeatedDecision(verdict)) {
                    assertThat(finals.put(verdict.position(), verdict))
                            .as("second final verdict at %s", verdict.position())
                            .isNull();
                }
            }
        }
        assertThat(finals.keySet()).isEqualTo(acknowledged.keySet());
        acknowledged.forEach((position, request) ->
                sameOutcome((Outcome.Agreed) request.outcome().join(), finals.get(position)));
    }

    /** A control entry that stands there already: several validators may have written it. */
    private static boolean isRepeatedDecision(Verdict verdict) {
        return verdict.outcome() instanceof Verdict.Rejected rejected
                && rejected.reason() == Rejection.REPLAYED
                && verdict.requestId().isEmpty();
    }

    private static void sameOutcome(Outcome.Agreed seen, Verdict verdict) {
        assertThat(verdict.outcome())
                .isInstanceOfSatisfying(
                        Verdict.Agreed.class,
                        agreed -> assertThat(agreed.output()).isEqualTo(seen.output()));
    }

    private void excused(Deviation charge, Map<LogPosition, LedgerLoad.Sent> acknowledged) {
        if (downtimes.isLiar(charge.executorId().value())) {
            return;
        }
        assertThat(charge.kind()).as("%s", charge).isEqualTo(Deviation.Kind.SILENT);
        LedgerLoad.Sent request = acknowledged.get(charge.position());
        assertThat(downtimes.excuse(charge.executorId().value(), request.at(), deadline))
                .as("%s was down when it did not answer %s", charge.executorId(), charge.position())
                .isTrue();
    }

    /** Applied in the order of the log, by a model that knows no executor. */
    private void balancesOfTheModel(Map<LogPosition, LedgerLoad.Sent> acknowledged) {
        LedgerModel model = new LedgerModel();
        List<LogPosition> order = new ArrayList<>(acknowledged.keySet());
        order.sort(Comparator.comparingInt(LogPosition::partition).thenComparingLong(LogPosition::offset));
        for (LogPosition position : order) {
            LedgerLoad.Sent request = acknowledged.get(position);
            Optional<String> refusal = model.apply(request.call());
            Outcome.Agreed outcome = (Outcome.Agreed) request.outcome().join();
            assertThat(outcome.status())
                    .as("%s at %s", request.call(), position)
                    .isEqualTo(refusal.isPresent() ? Status.REFUSED : Status.OK);
        }
        Map<String, Map<String, String>> expected = new TreeMap<>(model.balances());
        expected.values().removeIf(Map::isEmpty);
        assertThat(balances(StateReader.read(arena.config(), PATIENCE))).isEqualTo(expected);
    }

    private static Map<String, Map<String, String>> balances(CommittedState committed) {
        Map<String, Map<String, String>> balances = new TreeMap<>();
        for (AccountState account : committed.everything()) {
            balances.computeIfAbsent(account.ledger(), ledger -> new TreeMap<>())
                    .put(account.account(), account.balance());
        }
        return balances;
    }
}
