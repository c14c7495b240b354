package io.tribunal.audit.check;

import io.tribunal.audit.check.DeviationCheck.Shown;
import io.tribunal.core.detection.DeviationClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists, for people, what a valid bundle does not prove. */
final class Unproved {
    static final String TIMES = "append times and offsets are the exporter's word, except offsets of answered requests";

    private Unproved() {}

    static List<String> of(Optional<DeviationClass> kind, List<Shown> shown) {
        List<String> open = new ArrayList<>();
        shown.forEach(ballot -> ballot.unproved().ifPresent(open::add));
        open.add(kind.map(Unproved::statistic).orElse("the answers by which the executor came back"));
        open.add(TIMES);
        return open;
    }

    private static String statistic(DeviationClass kind) {
        return kind == DeviationClass.EQUIVOCATED
                ? "that it was the first one"
                : "how many answers of other kinds lay between these ballots";
    }
}
