package io.tribunal.kafka.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a role as this process. SIGTERM and Ctrl-C stop it in an orderly way, within a bounded time. */
public final class RoleProcess {
    private static final Logger LOG = LoggerFactory.getLogger(RoleProcess.class);
    private static final long STOP_PATIENCE_SECONDS = 15;

    private final RoleRun role;
    private final CountDownLatch ended = new CountDownLatch(1);

    private RoleProcess(RoleRun role) {
        this.role = role;
    }

    /** Returns once the role has ended by itself or after a signal; throws the role's exceptions. */
    public static void run(RoleRun role) throws Exception {
        new RoleProcess(role).run();
    }

    private void run() throws Exception {
        Thread hook = Thread.ofPlatform().name(role.name() + "-stop").unstarted(this::stopAndWait);
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            role.run();
        } finally {
            ended.countDown();
        }
    }

    private void stopAndWait() {
        role.stop();
        try {
            if (!ended.await(STOP_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("event=role_stop_timeout role={} seconds={}", role.name(), STOP_PATIENCE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
