package io.tribunal.conformance.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.tribunal.conformance.input.Mutation;
import io.tribunal.conformance.input.SampleLog;
import io.tribunal.conformance.input.SignedEntries;
import io.tribunal.conformance.probe.ProbedExecutor;
import io.tribunal.core.identity.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Compares the admission of all implementations on the same business-log values: mutated ones, and signed ones with unusual content. */
public final class AdmissionFuzz {
    private static final int ROUND = 100;
    private static final int SHOWN = 4_000;
    private static final int SEQUENCES = 200;

    private final SampleLog log = new SampleLog();
    private final List<ProbedExecutor> executors;
    private final SignedEntries signed;
    private final Mutation mutation;
    private final SplittableRandom random;

    /** @param executors two or more; the others are compared with the first */
    public AdmissionFuzz(List<ProbedExecutor> executors, long seed) {
        this.executors = List.copyOf(executors);
        this.signed = new SignedEntries(seed);
        this.mutation = new Mutation(seed);
        this.random = new SplittableRandom(seed);
    }

    /** Asks until there is a difference or the number of values is reached. */
    public FuzzReport run(long values) {
        List<byte[]> known = log.values();
        long done = 0;
        while (done < values) {
            List<byte[]> next = entries(known, (int) Math.min(ROUND, values - done));
            done += next.size();
            Optional<Disagreement> finding = difference(next);
            if (finding.isPresent()) {
                return new FuzzReport(done, finding);
            }
        }
        return new FuzzReport(done, Optional.empty());
    }

    private List<byte[]> entries(List<byte[]> known, int count) {
        List<byte[]> entries = new ArrayList<>(signed.next(count));
        for (int i = 0; i < count; i++) {
            switch (random.nextInt(3)) {
                case 0 -> entries.set(i, mutation.of(entries.get(i)));
                case 1 -> entries.set(i, mutation.of(known.get(random.nextInt(known.size()))));
                default -> {
                    // unchanged
                }
            }
        }
        return entries;
    }

    private Optional<Disagreement> difference(List<byte[]> values) {
        JsonNode expected = decisions(executors.getFirst(), values);
        for (ProbedExecutor other : executors.subList(1, executors.size())) {
            if (!expected.equals(decisions(other, values))) {
                return Optional.of(minimised(other, values));
            }
        }
        return Optional.empty();
    }

    private Disagreement minimised(ProbedExecutor other, List<byte[]> values) {
        ProbedExecutor one = executors.getFirst();
        List<byte[]> small = new DeltaDebugging(SEQUENCES)
                .minimise(values, some -> !decisions(one, some).equals(decisions(other, some)));
        Map<String, String> answers = new LinkedHashMap<>();
        executors.forEach(executor ->
                answers.put(executor.name(), decisions(executor, small).toString()));
        return new Disagreement(
                "admission of " + one.name() + " and " + other.name() + " differs",
                small.stream().map(AdmissionFuzz::shown).toList(),
                answers);
    }

    private static String shown(byte[] value) {
        String hex = Bytes.wrap(value).toHex();
        return hex.length() <= SHOWN ? hex : hex.substring(0, SHOWN) + "... (" + value.length + " bytes)";
    }

    private JsonNode decisions(ProbedExecutor executor, List<byte[]> values) {
        return AdmissionView.of(executor.ask(log.question(values)));
    }
}
