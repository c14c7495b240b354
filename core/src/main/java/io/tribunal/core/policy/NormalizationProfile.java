package io.tribunal.core.policy;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is made equal before outputs are compared (PROTOCOL 6). Pointers are RFC 6901 JSON pointers in which a
 * {@code *} token stands for any member or element. Applied in the order drop, trim, casefold, decimal, unordered.
 *
 * @param drop members that are left out
 * @param decimal members that are decimals, written as a string with so many digits after the point, HALF_EVEN
 * @param unordered arrays that are sorted by the canonical bytes of their elements
 * @param casefold strings whose ASCII letters become lower case
 * @param trim strings that lose ASCII white space at both ends
 */
public record NormalizationProfile(
        List<String> drop,
        SortedMap<String, Integer> decimal,
        List<String> unordered,
        List<String> casefold,
        List<String> trim) {
    public static final NormalizationProfile NONE =
            new NormalizationProfile(List.of(), new TreeMap<>(), List.of(), List.of(), List.of());

    public NormalizationProfile {
        drop = List.copyOf(drop);
        decimal = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(decimal));
        unordered = List.copyOf(unordered);
        casefold = List.copyOf(casefold);
        trim = List.copyOf(trim);
    }

    /** Whether the profile changes nothing. */
    public boolean isNone() {
        return equals(NONE);
    }
}
