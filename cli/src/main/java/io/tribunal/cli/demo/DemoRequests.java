package io.tribunal.cli.demo;

import io.tribunal.deployment.load.LedgerCall;
import io.tribunal.deployment.load.LoadGenerator;
import io.tribunal.deployment.load.LoadProfile;
import io.tribunal.ingest.NewRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a demonstration sends: what a file says, or generated calls, of which there are always more. */
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

    public List<NewRequest> first() {
        return first;
    }

    /** So many further generated ones. */
    public List<NewRequest> more(int count) {
        List<LedgerCall> further = Stream.generate(generator::next).limit(count).toList();
        calls.addAll(further);
        return further.stream().map(LedgerCall::request).toList();
    }

    /** All that was generated so far, in order. */
    public List<LedgerCall> calls() {
        return List.copyOf(calls);
    }
}
