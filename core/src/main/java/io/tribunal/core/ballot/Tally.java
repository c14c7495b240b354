package io.tribunal.core.ballot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Counts answers that are equal in something. */
final class Tally {
    private Tally() {}

    /** The largest group of equal answers; of two equally large ones the one met first, which never decides. */
    static <K> Optional<List<CountedResponse>> largest(
            List<CountedResponse> answers, Function<CountedResponse, K> equal) {
        Map<K, List<CountedResponse>> groups = new LinkedHashMap<>();
        answers.forEach(answer -> groups.computeIfAbsent(equal.apply(answer), key -> new ArrayList<>())
                .add(answer));
        return groups.values().stream().reduce((best, next) -> next.size() > best.size() ? next : best);
    }
}
