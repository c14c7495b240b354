package io.tribunal.cli.demo;

import io.tribunal.ingest.ClientConfig;
import io.tribunal.ingest.TribunalClient;
import io.tribunal.ingest.journal.SequenceJournal;
import io.tribunal.schemas.signing.SigningKey;
import io.tribunal.schemas.topic.TopicCatalogue;
import io.tribunal.worker.fault.Fault;
import io.tribunal.worker.fault.FaultSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Sends the load of a demo, waits until all ballots are closed, and reviews the run. */
public final class DemoRun {
    /** Many processes that start on few cores can take a while until their first verdicts. */
    private static final Duration OUTCOME_PATIENCE = Duration.ofMinutes(3);

    private static final Duration RECOVERY_PATIENCE = Duration.ofMinutes(3);
    private static final int REQUESTS_BETWEEN_CHECKS = 200;
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration QUIET_AFTER_DEADLINE = Duration.ofSeconds(2);

    private final DemoDeployment deployment;
    private final DemoRequests requests;
    private final DemoLoad load;
    private final Progress progress;
    private final DemoReview review;

    /**
     * A run that has not started yet.
     *
     * @param rate requests a second; 0 for no limit
     */
    public DemoRun(DemoDeployment deployment, DemoRequests requests, double rate, Progress progress) {
        this.deployment = deployment;
        this.requests = requests;
        this.load = new DemoLoad(rate);
        this.progress = progress;
        this.review = new DemoReview(deployment);
    }

    /**
     * Sends the requests and reviews the run.
     *
     * @param untilAllActive whether to continue with generated requests until every executor is ACTIVE
     */
    public DemoSummary run(boolean untilAllActive) throws Exception {
        progress.say("sending " + requests.first().size() + " requests");
        SigningKey signer = deployment.clientKey();
        try (SequenceJournal sequences = SequenceJournal.open(deployment.journal(), signer.keyId());
                TribunalClient client = TribunalClient.open(
                        ClientConfig.of(deployment.config(), deployment.plan().client(), signer, sequences)
                                .withTimeout(OUTCOME_PATIENCE))) {
            progress.during(
                    () -> load.run(client, requests.first()),
                    load.outcomes(),
                    requests.first().size());
            if (untilAllActive) {
                sendUntilAllActive(client);
            }
            progress.say("waiting until all ballots are closed, then reading the logs again");
            awaitClosedBallots(client);
            return review.summary(load, requests);
        }
    }

    /** Executors need requests to show in probation that they answer correctly again. */
    private void sendUntilAllActive(TribunalClient client) throws InterruptedException, ExecutionException {
        progress.say("continuing until no executor is isolated, on probation or down");
        long begin = System.nanoTime();
        while (!review.areAllActive() && System.nanoTime() - begin < RECOVERY_PATIENCE.toNanos()) {
            load.run(client, requests.more(REQUESTS_BETWEEN_CHECKS));
        }
    }

    private static boolean leavesAnswersOut(String fault) {
        return switch (Fault.parse(fault).spec()) {
            case FaultSpec.Lie ignored -> false;
            case FaultSpec.WrongState ignored -> false;
            case FaultSpec.Equivocate ignored -> false;
            case FaultSpec.Delay ignored -> true;
            case FaultSpec.Silent ignored -> true;
            case FaultSpec.Crash ignored -> true;
        };
    }

    /** A ballot is open for later answers after its verdict; if an executor is silent, until the deadline. */
    private void awaitClosedBallots(TribunalClient client) throws InterruptedException {
        boolean late = deployment.plan().executors().stream()
                .anyMatch(executor ->
                        executor.fault().filter(DemoRun::leavesAnswersOut).isPresent());
        Duration quiet =
                late ? QUIET_AFTER_DEADLINE.plusMillis(client.policy().timing().deadline()) : QUIET;
        TopicCatalogue topics = deployment.topics();
        QuietTopics.await(
                deployment.settings(),
                List.of(topics.verdicts(), topics.deviations(), topics.businessLog()),
                topics.partitions(),
                quiet);
    }
}
