package io.tribunal.bridge.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs tasks of one key one after the other, in the order in which they came, and those of different keys side by side. */
final class Lanes {
    private final Executor threads;
    /** By key that has a thread, what waits for it. */
    private final Map<String, Deque<Runnable>> busy = new HashMap<>();

    /**
     * No lane is busy.
     *
     * @param threads one for each busy key, so they should cost nothing
     */
    Lanes(Executor threads) {
        this.threads = threads;
    }

    synchronized void add(String key, Runnable task) {
        Deque<Runnable> waiting = busy.get(key);
        if (waiting == null) {
            busy.put(key, new ArrayDeque<>());
            threads.execute(() -> work(key, task));
        } else {
            waiting.add(task);
        }
    }

    private void work(String key, Runnable first) {
        for (Runnable task = first; task != null; task = next(key)) {
            task.run();
        }
    }

    private synchronized @Nullable Runnable next(String key) {
        Runnable next = busy.getOrDefault(key, new ArrayDeque<>()).poll();
        if (next == null) {
            busy.remove(key);
        }
        return next;
    }
}
