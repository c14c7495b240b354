package io.tribunal.lab.bench;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.tribunal.deployment.process.Part;
import io.tribunal.deployment.process.PartThreads;
import io.tribunal.deployment.process.ProcessorTimes;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Reads what a system has used so far. */
final class CostMeter {
    static final String CLIENT = "client";
    static final String JVM = "compilers and collector";

    private final Map<String, List<Part>> parts;
    private final LongSupplier batches;

    /**
     * A meter of a system that runs.
     *
     * @param parts of the system, by what they are
     * @param batches counts the records that executors have written
     */
    CostMeter(Map<String, List<Part>> parts, LongSupplier batches) {
        this.parts = new LinkedHashMap<>(parts);
        this.batches = batches;
    }

    /**
     * What has been used so far.
     *
     * @param processor by what uses it
     * @param allocated bytes of heap, by this process
     * @param liveHeap bytes that the last collection of this process left
     */
    record Reading(
            Map<String, Duration> processor,
            long batches,
            long allocated,
            long liveHeap,
            Optional<ClusterCounters> cluster) {}

    Reading read() {
        return new Reading(processor(), batches.getAsLong(), allocated(), liveHeap(), ClusterCounters.read());
    }

    private Map<String, Duration> processor() {
        Map<String, Duration> times = new LinkedHashMap<>();
        parts.forEach((name, some) -> times.put(name, sum(some)));
        Duration allThreads = ProcessorTimes.ofAllThreads();
        times.put(CLIENT, allThreads.minus(sum(inThisProcess())));
        times.put(JVM, processTime().minus(allThreads));
        return times;
    }

    private List<Part> inThisProcess() {
        List<Part> threads = new ArrayList<>();
        parts.values()
                .forEach(some ->
                        some.stream().filter(PartThreads.class::isInstance).forEach(threads::add));
        return threads;
    }

    private static Duration sum(List<Part> some) {
        return some.stream().map(Part::processorTime).reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration processTime() {
        return Duration.ofNanos(
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime());
    }

    private static long allocated() {
        return ManagementFactory.getPlatformMXBean(ThreadMXBean.class).getTotalThreadAllocatedBytes();
    }

    private static long liveHeap() {
        GcInfo last = null;
        for (GarbageCollectorMXBean collector : ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class)) {
            GcInfo info = collector.getLastGcInfo();
            if (info != null && (last == null || info.getEndTime() > last.getEndTime())) {
                last = info;
            }
        }
        return last == null ? 0 : heapAfter(last);
    }

    private static long heapAfter(GcInfo collection) {
        long bytes = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                MemoryUsage left = collection.getMemoryUsageAfterGc().get(pool.getName());
                bytes += left == null ? 0 : left.getUsed();
            }
        }
        return bytes;
    }

    /** What one answer cost between two readings. */
    static Costs costs(Reading before, Reading after, long answers, int answersEach) {
        Map<String, Double> processorMs = new LinkedHashMap<>();
        after.processor()
                .forEach((name, time) -> processorMs.put(
                        name,
                        time.minus(before.processor().getOrDefault(name, Duration.ZERO))
                                        .toNanos()
                                / (double) TimeUnit.MILLISECONDS.toNanos(1)
                                / answers));
        Optional<ClusterCounters> cluster =
                before.cluster().flatMap(first -> after.cluster().map(last -> last.since(first)));
        return new Costs(
                processorMs,
                (double) answers * answersEach / (after.batches() - before.batches()),
                (after.allocated() - before.allocated()) / (double) answers,
                after.liveHeap(),
                cluster.map(counters -> Costs.ClusterShare.of(counters, answers)));
    }
}
