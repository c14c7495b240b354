package io.tribunal.cli.conformance.fuzz;

import io.tribunal.cli.conformance.input.Call;
import io.tribunal.core.identity.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Makes calls that fail small: fewer calls first, then smaller bodies. Bodies stay such as admission lets pass. */
final class Shrinking {
    private static final int SEQUENCES = 400;
    private static final int BODIES = 400;

    private final Predicate<List<Call>> fails;
    private int bodies = BODIES;

    Shrinking(Predicate<List<Call>> fails) {
        this.fails = fails;
    }

    List<Call> smallest(List<Call> failing) {
        List<Call> few = new DeltaDebugging(SEQUENCES).minimise(failing, fails);
        List<Call> small = new ArrayList<>(few);
        for (int i = small.size() - 1; i >= 0; i--) {
            shrink(small, i);
        }
        return List.copyOf(small);
    }

    private void shrink(List<Call> calls, int index) {
        Optional<Call> smaller = smaller(calls, index);
        while (smaller.isPresent()) {
            calls.set(index, smaller.get());
            smaller = smaller(calls, index);
        }
    }

    private Optional<Call> smaller(List<Call> calls, int index) {
        Call call = calls.get(index);
        for (Bytes body : SmallerBodies.of(call.body())) {
            Call candidate = call.withBody(body);
            if (candidate.isAdmissible() && bodies-- > 0) {
                List<Call> changed = new ArrayList<>(calls);
                changed.set(index, candidate);
                if (fails.test(changed)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }
}
