package io.tribunal.vote;

import io.tribunal.kafka.process.RunningRole;
import io.tribunal.kafka.schema.SchemaIds;
import io.tribunal.schemas.topic.Topic;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance of the voter. Several share the partitions; when one dies, the others take over its partitions. */
public final class VoteRole implements RunningRole {
    private static final Logger LOG = LoggerFactory.getLogger(VoteRole.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private static final long LOOK_SECONDS = 10;
    private static final Set<String> WRITE_TROUBLE = Set.of("record-retry-total", "record-error-total");

    private final VoteFailures failures;
    private final KafkaStreams streams;
    private final CountDownLatch ended = new CountDownLatch(1);
    private double writeTrouble;

    /** The topics that a voter writes and that have a schema. */
    public static final Set<Topic> WRITTEN = Set.of(Topic.VERDICTS, Topic.DEVIATIONS);

    /**
     * A voter that has not begun.
     *
     * @param schemas ids of the topics that it writes
     * @param topics checks those that it uses; throws {@link io.tribunal.kafka.log.LogDamagedException}
     */
    public VoteRole(VoteConfig config, SchemaIds schemas, Runnable topics) {
        this.failures = VoteFailures.of(topics);
        this.streams = new KafkaStreams(VoteTopology.build(Voting.of(config, schemas)), config.streams());
        streams.setUncaughtExceptionHandler(failures);
        streams.setStateListener((now, before) -> {
            LOG.info("event=voter_state state={} before={}", now, before);
            if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
                ended.countDown();
            }
        });
    }

    /** @throws io.tribunal.kafka.log.LogDamagedException when the log is not what it should be */
    @Override
    public void run() throws InterruptedException {
        streams.start();
        boolean over = false;
        while (!over) {
            over = ended.await(LOOK_SECONDS, TimeUnit.SECONDS) || (hasTrouble() && failures.mustEnd());
        }
        boolean failed = streams.state() == KafkaStreams.State.ERROR;
        streams.close(CLOSE_TIMEOUT);
        failures.damage().ifPresent(damage -> {
            throw damage;
        });
        if (failed) {
            throw new IllegalStateException("the voter has failed; its log says why");
        }
    }

    /** Whether records had to be sent again since the last look, or a thread hangs: a topic may be gone, which ends no thread. */
    private boolean hasTrouble() {
        double sentAgain = 0;
        double sincePoll = 0;
        for (Metric metric : streams.metrics().values()) {
            MetricName name = metric.metricName();
            if (metric.metricValue() instanceof Double value) {
                if (name.group().equals("producer-metrics") && WRITE_TROUBLE.contains(name.name())) {
                    sentAgain += value;
                } else if (name.name().equals("last-poll-seconds-ago") && !isOfRestoring(name)) {
                    sincePoll = Math.max(sincePoll, value);
                }
            }
        }
        boolean more = sentAgain > writeTrouble;
        writeTrouble = sentAgain;
        return more || sincePoll > LOOK_SECONDS;
    }

    /** A consumer that restores nothing is not polled. */
    private static boolean isOfRestoring(MetricName name) {
        return name.tags().getOrDefault("client-id", "").contains("restore-consumer");
    }

    @Override
    public void stop() {
        failures.stop();
        ended.countDown();
    }

    @Override
    public boolean isHealthy() {
        return streams.state().isRunningOrRebalancing() && !failures.isFailing();
    }
}
