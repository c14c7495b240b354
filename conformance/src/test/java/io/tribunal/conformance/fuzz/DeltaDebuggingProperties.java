package io.tribunal.conformance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DeltaDebuggingProperties {
    @Property(seed = "7", tries = 200)
    void shouldKeepOnlyTheNeededItems(@ForAll @Size(min = 1, max = 4) Set<@IntRange(max = 199) Integer> needed) {
        // Given
        List<Integer> all = IntStream.range(0, 200).boxed().toList();
        // When
        List<Integer> smallest = new DeltaDebugging(10_000).minimise(all, some -> some.containsAll(needed));
        // Then
        assertThat(smallest).containsExactlyElementsOf(needed.stream().sorted().toList());
    }

    @Property(seed = "8", tries = 50)
    void shouldStayWithinItsBudget(@ForAll @IntRange(max = 40) int budget) {
        // Given
        List<Integer> all = IntStream.range(0, 200).boxed().toList();
        int[] asked = new int[1];
        // When
        List<Integer> smallest = new DeltaDebugging(budget).minimise(all, some -> {
            asked[0]++;
            return some.contains(77);
        });
        // Then
        assertThat(asked[0]).isLessThanOrEqualTo(budget);
        assertThat(smallest).contains(77);
    }
}
