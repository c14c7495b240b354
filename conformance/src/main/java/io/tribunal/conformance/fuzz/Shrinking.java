package io.tribunal.conformance.fuzz;

import io.tribunal.conformance.input.GeneratedCall;
import io.tribunal.core.identity.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Makes calls that fail small: fewer calls first, then smaller bodies. Bodies stay such as admission lets pass. */
final class Shrinking {
    private static final int SEQUENCES = 400;
    private static final int BODIES = 400;

    private final Predicate<List<GeneratedCall>> fails;
    private int bodies = BODIES;

    Shrinking(Predicate<List<GeneratedCall>> fails) {
        this.fails = fails;
    }

    List<GeneratedCall> smallest(List<GeneratedCall> failing) {
        List<GeneratedCall> few = new DeltaDebugging(SEQUENCES).minimise(failing, fails);
        List<GeneratedCall> small = new ArrayList<>(few);
        for (int i = small.size() - 1; i >= 0; i--) {
            shrink(small, i);
        }
        return List.copyOf(small);
    }

    private void shrink(List<GeneratedCall> calls, int index) {
        Optional<GeneratedCall> smaller = smaller(calls, index);
        while (smaller.isPresent()) {
            calls.set(index, smaller.get());
            smaller = smaller(calls, index);
        }
    }

    private Optional<GeneratedCall> smaller(List<GeneratedCall> calls, int index) {
        GeneratedCall call = calls.get(index);
        for (Bytes body : SmallerBodies.of(call.body())) {
            GeneratedCall candidate = call.withBody(body);
            if (candidate.isAdmissible() && bodies-- > 0) {
                List<GeneratedCall> changed = new ArrayList<>(calls);
                changed.set(index, candidate);
                if (fails.test(changed)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }
}
