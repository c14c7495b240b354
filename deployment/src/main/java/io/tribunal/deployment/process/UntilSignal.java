package io.tribunal.deployment.process;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs work on this thread and ends it in order on SIGTERM and Ctrl-C: the signal interrupts the work, and the process exits
 * when the work has cleaned up, or after a bounded time.
 */
public final class UntilSignal {
    private static final long PATIENCE_SECONDS = 45;

    private UntilSignal() {}

    public static <T> T call(Callable<T> work) throws Exception {
        Thread worker = Thread.currentThread();
        CountDownLatch done = new CountDownLatch(1);
        Thread hook = Thread.ofPlatform().name("orderly-end").unstarted(() -> {
            worker.interrupt();
            awaitQuietly(done);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.call();
        } finally {
            done.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch done) {
        try {
            if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("tribunal: not everything stopped within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
