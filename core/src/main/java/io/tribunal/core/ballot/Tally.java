package io.tribunal.core.ballot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Counts what is equal in something. Compares in pairs, which for the few members of an electorate is cheapest. */
final class Tally {
    private Tally() {}

    /** The groups of equal ones, in the order of their first members; within a group in the order given. */
    static <T, K> List<List<T>> groups(List<T> all, Function<T, K> equal) {
        List<List<T>> groups = new ArrayList<>();
        for (T one : all) {
            groupOf(groups, one, equal).add(one);
        }
        return groups;
    }

    private static <T, K> List<T> groupOf(List<List<T>> groups, T one, Function<T, K> equal) {
        K wanted = equal.apply(one);
        for (List<T> group : groups) {
            if (equal.apply(group.get(0)).equals(wanted)) {
                return group;
            }
        }
        List<T> fresh = new ArrayList<>();
        groups.add(fresh);
        return fresh;
    }

    /** The largest group; of two equally large ones the one met first, which never decides. Empty when there is none. */
    static <T, K> List<T> largest(List<T> all, Function<T, K> equal) {
        List<T> largest = List.of();
        for (List<T> group : groups(all, equal)) {
            if (group.size() > largest.size()) {
                largest = group;
            }
        }
        return largest;
    }
}
