package io.tribunal.core.admission;

import java.nio.charset.StandardCharsets;

/** Where a shard key's entries belong: Kafka's default partitioner, toPositive(murmur2(utf8)) % P. */
public final class ShardPartitioner {
    private static final int SEED = 0x9747b28c;
    private static final int M = 0x5bd1e995;
    private static final int R = 24;

    private ShardPartitioner() {}

    public static int partitionOf(String shardKey, int partitions) {
        return (murmur2(shardKey.getBytes(StandardCharsets.UTF_8)) & 0x7fffffff) % partitions;
    }

    private static int murmur2(byte[] data) {
        int hash = SEED ^ data.length;
        int whole = data.length & ~3;
        for (int i = 0; i < whole; i += 4) {
            int k = word(data, i) * M;
            k ^= k >>> R;
            hash = (hash * M) ^ (k * M);
        }
        for (int i = data.length - 1; i >= whole; i--) {
            hash ^= (data[i] & 0xff) << (8 * (i - whole));
        }
        if (whole < data.length) {
            hash *= M;
        }
        hash ^= hash >>> 13;
        hash *= M;
        return hash ^ (hash >>> 15);
    }

    private static int word(byte[] data, int at) {
        return (data[at] & 0xff)
                | (data[at + 1] & 0xff) << 8
                | (data[at + 2] & 0xff) << 16
                | (data[at + 3] & 0xff) << 24;
    }
}
