package io.tribunal.lab.bench;

import io.tribunal.lab.baseline.LoadTarget;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The pattern in which requests are sent. */
public sealed interface Load {
    /** Loads the target for a warm-up and a measured window, then waits for the outstanding answers. */
    Figures run(LoadTarget target, Duration warmUp, Duration duration) throws InterruptedException;

    /** For people. */
    String describe();

    private static void note(Recording recording, long due, CompletableFuture<Boolean> answer, Semaphore room) {
        CompletableFuture<Boolean> unused = answer.whenComplete((answered, failure) -> {
            recording.ended(due, System.nanoTime(), failure == null && answered);
            room.release();
        });
    }

    /** Keeps this number of requests in flight; the next is sent when one is answered. Measures the throughput. */
    record Closed(int concurrency) implements Load {
        @Override
        public Figures run(LoadTarget target, Duration warmUp, Duration duration) throws InterruptedException {
            MeasurementWindow window = MeasurementWindow.after(warmUp, duration);
            Recording recording = new Recording(window);
            Semaphore room = new Semaphore(concurrency);
            while (!window.isOver(System.nanoTime())) {
                room.acquire();
                long sent = System.nanoTime();
                Load.note(recording, sent, target.send(), room);
            }
            room.acquire(concurrency);
            return recording.figures();
        }

        @Override
        public String describe() {
            return "closed loop, " + concurrency + " requests at once";
        }
    }

    /**
     * Sends this number of requests a second, independent of the answers. A latency begins when its request is due, so that a
     * request delayed by earlier ones does not look fast (coordinated omission).
     */
    record Open(double rate) implements Load {
        private static final int MOST = Integer.MAX_VALUE;

        @Override
        public Figures run(LoadTarget target, Duration warmUp, Duration duration) throws InterruptedException {
            MeasurementWindow window = MeasurementWindow.after(warmUp, duration);
            Recording recording = new Recording(window);
            Semaphore room = new Semaphore(MOST);
            long step = (long) (TimeUnit.SECONDS.toNanos(1) / rate);
            for (long due = System.nanoTime(); !window.isOver(due); due += step) {
                long wait = due - System.nanoTime();
                if (wait > 0) {
                    TimeUnit.NANOSECONDS.sleep(wait);
                }
                room.acquire();
                Load.note(recording, due, target.send(), room);
            }
            room.acquire(MOST);
            return recording.figures();
        }

        @Override
        public String describe() {
            return "open loop, %.0f requests a second".formatted(rate);
        }
    }
}
