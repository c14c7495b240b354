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

/** Checks, from the logs alone, that no request was lost, decided twice or decided wrongly, and that each recorded deviation is justified. */
final class HistoryCheck {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final FaultFixture fixture;
    private final Downtimes downtimes;
    private final long deadline;

    /** Deadline of ballots in ms. */
    HistoryCheck(FaultFixture fixture, Downtimes downtimes, long deadline) {
        this.fixture = fixture;
        this.downtimes = downtimes;
        this.deadline = deadline;
    }

    /**
     * Checks the whole history since the deployment was started.
     *
     * @param requests all that were sent, each with its outcome
     * @return the published verdicts and deviations by partition, in the order of writing
     */
    List<PartitionDecisions> check(List<LedgerLoad.Sent> requests) {
        Map<LogPosition, LedgerLoad.Sent> acknowledged = acknowledged(requests);
        List<PartitionDecisions> published = published(acknowledged.keySet());
        List<PartitionDecisions> distinct =
                published.stream().map(PartitionDecisions::withoutRepeats).toList();
        List<PartitionDecisions> replayed =
                LogReplay.run(fixture.settings(), fixture.topics(), fixture.deploymentHash());

        checkOneFinalVerdictEach(acknowledged, distinct);
        for (int partition = 0; partition < distinct.size(); partition++) {
            assertThat(distinct.get(partition).isPrefixOf(replayed.get(partition)))
                    .as("decisions of partition %d are those of a plain replay", partition)
                    .isTrue();
        }
        replayed.forEach(decisions ->
                decisions.decodedDeviations().forEach(deviation -> checkJustified(deviation, acknowledged)));
        checkBalances(acknowledged);
        return published;
    }

    /** The client sees a verdict before the transaction of that verdict ends: reads until all of them are committed. */
    private List<PartitionDecisions> published(Set<LogPosition> decided) {
        AtomicReference<List<PartitionDecisions>> published = new AtomicReference<>(List.of());
        Waits.await("committed verdicts of all requests").until(() -> {
            published.set(PublishedDecisions.read(fixture.settings(), fixture.topics()));
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

    private static void checkOneFinalVerdictEach(
            Map<LogPosition, LedgerLoad.Sent> acknowledged, List<PartitionDecisions> published) {
        Map<LogPosition, Verdict> finals = new HashMap<>();
        for (PartitionDecisions partition : published) {
            for (Verdict verdict : partition.decodedVerdicts()) {
                if (verdict.isFinal() && !isRepeatedDecision(verdict)) {
                    assertThat(finals.put(verdict.position(), verdict))
                            .as("second final verdict at %s", verdict.position())
                            .isNull();
                }
            }
        }
        assertThat(finals.keySet()).isEqualTo(acknowledged.keySet());
        acknowledged.forEach((position, request) ->
                checkSameOutput((Outcome.Agreed) request.outcome().join(), finals.get(position)));
    }

    /** Several validators may have written the same decision to the business log; all records but the first are rejected. */
    private static boolean isRepeatedDecision(Verdict verdict) {
        return verdict.outcome() instanceof Verdict.Rejected rejected
                && rejected.reason() == Rejection.REPLAYED
                && verdict.requestId().isEmpty();
    }

    private static void checkSameOutput(Outcome.Agreed seen, Verdict verdict) {
        assertThat(verdict.outcome())
                .isInstanceOfSatisfying(
                        Verdict.Agreed.class,
                        agreed -> assertThat(agreed.output()).isEqualTo(seen.output()));
    }

    private void checkJustified(Deviation deviation, Map<LogPosition, LedgerLoad.Sent> acknowledged) {
        if (downtimes.isFaulty(deviation.executorId().value())) {
            return;
        }
        assertThat(deviation.kind()).as("%s", deviation).isEqualTo(Deviation.Kind.SILENT);
        LedgerLoad.Sent request = acknowledged.get(deviation.position());
        assertThat(downtimes.excuse(deviation.executorId().value(), request.at(), deadline))
                .as("%s was down when it did not answer %s", deviation.executorId(), deviation.position())
                .isTrue();
    }

    /** Compares the committed state with a model that applies the requests in the order of the log. */
    private void checkBalances(Map<LogPosition, LedgerLoad.Sent> acknowledged) {
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
        assertThat(balances(StateReader.read(fixture.config(), PATIENCE))).isEqualTo(expected);
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
