package io.tribunal.vote;

import io.tribunal.core.admission.BadGenesisException;
import io.tribunal.kafka.process.LogText;
import io.tribunal.kafka.process.RunningRole;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance of the voter; several share the partitions, and a rival takes over what a dead one leaves. */
public final class VoteRole implements RunningRole {
    private static final Logger LOG = LoggerFactory.getLogger(VoteRole.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final CountDownLatch ended = new CountDownLatch(1);

    public VoteRole(VoteConfig config, SchemaIds schemas) {
        this.streams = new KafkaStreams(VoteTopology.build(Voting.of(config, schemas)), config.streams());
        streams.setUncaughtExceptionHandler(VoteRole::onFailure);
        streams.setStateListener((now, before) -> {
            LOG.info("event=voter_state state={} before={}", now, before);
            if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
                ended.countDown();
            }
        });
    }

    /** A wrong genesis does not get better; everything else is tried again from the last commit. */
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
        streams.close(CLOSE_PATIENCE);
        if (failed) {
            throw new IllegalStateException("the voter has given up; its log says why");
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
