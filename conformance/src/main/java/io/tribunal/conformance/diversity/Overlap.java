package io.tribunal.conformance.diversity;

import java.util.ArrayList;
import java.util.List;

/**
 * What two implementations share.
 *
 * @param shared kinds with equal name and major version
 * @param related kinds with equal name only
 */
record Overlap(List<String> shared, List<String> related) {
    private static final int SHARED = 2;
    private static final int RELATED = 1;

    static Overlap of(Materials one, Materials other) {
        List<String> shared = new ArrayList<>();
        List<String> related = new ArrayList<>();
        for (String kind : Materials.KINDS) {
            Component mine = one.part(kind);
            if (mine.isAlike(other.part(kind))) {
                shared.add(kind + " (" + mine.name() + " " + mine.major() + ")");
            } else if (mine.hasNameOf(other.part(kind))) {
                related.add(kind + " (" + mine.name() + ")");
            }
        }
        return new Overlap(List.copyOf(shared), List.copyOf(related));
    }

    /** Two points a shared kind, one a related kind: 14 for two of a kind, 0 for strangers. */
    int points() {
        return SHARED * shared.size() + RELATED * related.size();
    }
}
