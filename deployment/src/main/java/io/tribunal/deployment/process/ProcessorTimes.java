package io.tribunal.deployment.process;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** Processor time of threads of this process, as the operating system counts it. */
public final class ProcessorTimes {
    private static final int SPARE = 16;

    private ProcessorTimes() {}

    /** Of all live Java threads; those of compilers and collectors are not among them. */
    public static Duration ofAllThreads() {
        return of(ManagementFactory.getThreadMXBean().getAllThreadIds());
    }

    /** Of the live threads of a group and of the groups in it. */
    static Duration of(ThreadGroup group) {
        Thread[] threads = new Thread[group.activeCount() + SPARE];
        int count = group.enumerate(threads);
        while (count == threads.length) {
            threads = new Thread[2 * threads.length];
            count = group.enumerate(threads);
        }
        long[] ids = new long[count];
        for (int i = 0; i < count; i++) {
            ids[i] = threads[i].threadId();
        }
        return of(ids);
    }

    private static Duration of(long[] threads) {
        ThreadMXBean times = ManagementFactory.getThreadMXBean();
        long nanos = 0;
        for (long thread : threads) {
            nanos += Math.max(0, times.getThreadCpuTime(thread));
        }
        return Duration.ofNanos(nanos);
    }
}
