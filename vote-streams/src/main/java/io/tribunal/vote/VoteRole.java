package io.tribunal.vote;

import io.tribunal.core.admission.BadGenesisException;
import io.tribunal.kafka.process.LogText;
import io.tribunal.kafka.process.RunningRole;
import io.tribunal.kafka.schema.RegisteredSchemas;
import io.tribunal.kafka.schema.SchemaIds;
import io.tribunal.schemas.topic.Topic;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance of the voter. Several share the partitions; when one dies, the others take over its partitions. */
public final class VoteRole implements RunningRole {
    private static final Logger LOG = LoggerFactory.getLogger(VoteRole.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final CountDownLatch ended = new CountDownLatch(1);

    public VoteRole(VoteConfig config, RegisteredSchemas registered) {
        SchemaIds schemas = SchemaIds.of(registered, Topic.VERDICTS, Topic.DEVIATIONS);
        this.streams = new KafkaStreams(VoteTopology.build(Voting.of(config, schemas)), config.streams());
        streams.setUncaughtExceptionHandler(VoteRole::onFailure);
        streams.setStateListener((now, before) -> {
            LOG.info("event=voter_state state={} before={}", now, before);
            if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
                ended.countDown();
            }
        });
    }

    /** A wrong genesis ends the voter; after any other failure a new thread continues from the last commit. */
    private static StreamThreadExceptionResponse onFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BadGenesisException) {
                LOG.error("event=bad_genesis error=\"{}\"", LogText.escaped(String.valueOf(cause.getMessage())));
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
        }
        LOG.warn("event=voter_thread_replaced error=\"{}\"", LogText.escaped(String.valueOf(failure)), failure);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    @Override
    public void run() throws InterruptedException {
        streams.start();
        ended.await();
        boolean failed = streams.state() == KafkaStreams.State.ERROR;
        streams.close(CLOSE_TIMEOUT);
        if (failed) {
            throw new IllegalStateException("the voter has failed; its log says why");
        }
    }

    @Override
    public void stop() {
        ended.countDown();
    }

    @Override
    public boolean isHealthy() {
        return streams.state().isRunningOrRebalancing();
    }
}
