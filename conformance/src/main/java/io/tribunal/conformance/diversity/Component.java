package io.tribunal.conformance.diversity;

import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A component that an implementation reports. In {@code wrapper (library)} and {@code library via wrapper} the library counts
 * too; otherwise two wrappers of one library would seem to share nothing.
 */
record Component(String name, String version) {
    private static final Pattern WRAPPER = Pattern.compile("([^()]+) \\(([^()]+)\\).*");
    private static final String VIA = " via ";
    private static final String ITS_OWN = "own";

    /** Up to the first separator. */
    String major() {
        return version.split("[.+_ ,;-]", 2)[0];
    }

    private List<String> names() {
        Matcher wrapper = WRAPPER.matcher(name);
        if (name.contains(VIA)) {
            return List.of(name.split(VIA, 2));
        }
        return wrapper.matches() && !wrapper.group(2).equals(ITS_OWN)
                ? List.of(wrapper.group(1), wrapper.group(2))
                : List.of(name);
    }

    boolean hasNameOf(Component other) {
        return !Collections.disjoint(names(), other.names());
    }

    boolean isAlike(Component other) {
        return hasNameOf(other) && major().equals(other.major());
    }

    @Override
    public String toString() {
        return (name + " " + version).strip();
    }
}
