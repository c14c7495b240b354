package io.tribunal.bridge.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs the tasks of one key one after another, in the order of arrival, and those of different keys concurrently. */
final class KeyedSerialExecutor {
    private final Executor threads;
    /** The waiting tasks of each key that has a thread. */
    private final Map<String, Deque<Runnable>> waitingByKey = new HashMap<>();

    /**
     * An executor without tasks.
     *
     * @param threads gives one thread to each busy key, so they should be cheap
     */
    KeyedSerialExecutor(Executor threads) {
        this.threads = threads;
    }

    synchronized void add(String key, Runnable task) {
        Deque<Runnable> waiting = waitingByKey.get(key);
        if (waiting == null) {
            waitingByKey.put(key, new ArrayDeque<>());
            threads.execute(() -> runAll(key, task));
        } else {
            waiting.add(task);
        }
    }

    private void runAll(String key, Runnable first) {
        for (Runnable task = first; task != null; task = next(key)) {
            task.run();
        }
    }

    private synchronized @Nullable Runnable next(String key) {
        Runnable next = waitingByKey.getOrDefault(key, new ArrayDeque<>()).poll();
        if (next == null) {
            waitingByKey.remove(key);
        }
        return next;
    }
}
