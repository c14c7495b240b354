package io.tribunal.ingest;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that keeps the entries that were put last, up to a number of them. */
final class LatestEntries<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int capacity;

    LatestEntries(int capacity) {
        this.capacity = capacity;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > capacity;
    }
}
