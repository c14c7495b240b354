package io.tribunal.kafka.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a role as this process. SIGTERM and Ctrl-C stop it in an orderly way, within a bounded time. */
public final class RoleProcess {
    private static final Logger LOG = LoggerFactory.getLogger(RoleProcess.class);
    private static final long STOP_PATIENCE_SECONDS = 15;

    private final String name;
    private final RunningRole role;
    private final int healthPort;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** @param healthPort port of {@link HealthServer}; 0 for none */
    public RoleProcess(String name, RunningRole role, int healthPort) {
        this.name = name;
        this.role = role;
        this.healthPort = healthPort;
    }

    /** Returns once the role has ended by itself or after a signal; throws the role's exceptions. */
    public void run() throws Exception {
        Thread hook = Thread.ofPlatform().name(name + "-stop").unstarted(this::stopAndWait);
        Runtime.getRuntime().addShutdownHook(hook);
        LOG.info(
                "event=role_started role={} pid={}",
                name,
                ProcessHandle.current().pid());
        try (HealthServer health = HealthServer.start(healthPort, role)) {
            LOG.debug("event=health role={} port={}", name, health.port());
            role.run();
            LOG.info("event=role_stopped role={}", name);
        } catch (Exception | Error e) {
            LOG.error("event=role_failed role={} error=\"{}\"", name, LogText.escaped(String.valueOf(e)), e);
            throw e;
        } finally {
            ended.countDown();
        }
    }

    private void stopAndWait() {
        role.stop();
        try {
            if (!ended.await(STOP_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("event=role_stop_timeout role={} seconds={}", name, STOP_PATIENCE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
