package io.tribunal.schemas.hostile;

import com.sun.management.ThreadMXBean;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.policy.Limits;
import java.lang.management.ManagementFactory;

/**
 * What a piece of work costs this thread.
 *
 * @param cpu ns of processor time, which other load does not change
 * @param allocated bytes
 */
record Cost(long cpu, long allocated) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int HASHES = 10;

    /** The least of three attempts. */
    static Cost of(Runnable work) {
        Cost least = once(work);
        for (int i = 1; i < 3; i++) {
            Cost other = once(work);
            least = other.cpu < least.cpu ? other : least;
        }
        return least;
    }

    /** Of one attempt. */
    static Cost once(Runnable work) {
        long thread = Thread.currentThread().threadId();
        long allocated = THREADS.getThreadAllocatedBytes(thread);
        long cpu = THREADS.getCurrentThreadCpuTime();
        work.run();
        return new Cost(THREADS.getCurrentThreadCpuTime() - cpu, THREADS.getThreadAllocatedBytes(thread) - allocated);
    }

    /** Of hashing 1 MiB ten times. */
    static Cost ofTenHashes() {
        byte[] mebibyte = new byte[Limits.MAX_ENTRY];
        return of(() -> {
            for (int i = 0; i < HASHES; i++) {
                Hash.sha256(mebibyte);
            }
        });
    }
}
