package io.tribunal.cli.demo;

import io.tribunal.deployment.load.LedgerCall;
import io.tribunal.deployment.load.LoadGenerator;
import io.tribunal.deployment.load.LoadProfile;
import io.tribunal.ingest.NewRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The requests of a demo: those of a file or generated ones, and further generated ones without end. */
public final class DemoRequests {
    private final List<NewRequest> first;
    private final LoadGenerator generator;
    private final List<LedgerCall> calls = new ArrayList<>();

    private DemoRequests(List<NewRequest> given, LoadGenerator generator, int generated) {
        this.generator = generator;
        this.first = given.isEmpty() ? more(generated) : List.copyOf(given);
    }

    public static DemoRequests given(List<NewRequest> requests, long seed) {
        return new DemoRequests(requests, new LoadGenerator(LoadProfile.usual(seed)), 0);
    }

    public static DemoRequests generated(int count, long seed) {
        return new DemoRequests(List.of(), new LoadGenerator(LoadProfile.usual(seed)), count);
    }

    /** The requests to begin with. */
    List<NewRequest> first() {
        return first;
    }

    /** Generates further requests. */
    List<NewRequest> more(int count) {
        List<LedgerCall> further = Stream.generate(generator::next).limit(count).toList();
        calls.addAll(further);
        return further.stream().map(LedgerCall::request).toList();
    }

    /** How many requests there were so far. */
    int sent() {
        return Math.max(first.size(), calls.size());
    }

    /** The calls that were generated so far, in order. */
    List<LedgerCall> calls() {
        return List.copyOf(calls);
    }
}
