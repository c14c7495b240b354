package io.tribunal.conformance.generated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.conformance.input.CallGenerator;
import io.tribunal.conformance.input.ExecuteQuestion;
import io.tribunal.conformance.input.GeneratedCall;
import io.tribunal.conformance.input.Mutation;
import io.tribunal.conformance.input.SampleLog;
import io.tribunal.conformance.input.SignedEntries;
import io.tribunal.conformance.probe.Questions;
import io.tribunal.conformance.probe.ResponseView;
import io.tribunal.conformance.report.CheckGroup;
import io.tribunal.core.identity.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Checks beyond the golden files: the answers to seeded questions must be those of the Java reference. */
public final class GeneratedGroups {
    private static final long SEED = 20_261_121;
    private static final int LOGS = 8;
    private static final int ENTRIES = 100;
    private static final int STEPS = 40;

    private GeneratedGroups() {}

    /** All of them, in the order of the table. */
    public static List<CheckGroup> all() {
        return List.of(
                new BasicsGroup(),
                new ComparedGroup("shard keys", shardKeys(), answer -> Questions.array(List.of(answer))),
                new ComparedGroup("request bodies", bodies(), answer -> Questions.array(List.of(answer))),
                new ComparedGroup("replay windows", windows(), answer -> answer.path("results")),
                new ComparedGroup("garbage, flips, truncations", mutations(), answer -> answer.path("decisions")),
                new ComparedGroup("odd but signed entries", signed(), answer -> answer.path("decisions")),
                new ComparedGroup("state chain and tree", states(), answer -> answer.path("steps")),
                new ComparedGroup("account service", executions(), ResponseView::all),
                new SignedBatchGroup(SEED));
    }

    private static List<ObjectNode> shardKeys() {
        CallGenerator calls = new CallGenerator(SEED);
        return calls.next(40).stream()
                .flatMap(call -> IntStream.of(1, 3, 6)
                        .mapToObj(partitions -> Questions.partition(
                                call.shardKey() + call.body().length(), partitions)))
                .toList();
    }

    private static List<ObjectNode> bodies() {
        return new CallGenerator(SEED + 1)
                .next(400).stream().map(call -> Questions.body(call.body())).toList();
    }

    private static List<ObjectNode> windows() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<ObjectNode> windows = new ArrayList<>();
        for (int window = 0; window < LOGS; window++) {
            long at = window == 0 ? Long.MAX_VALUE - 2_000 : random.nextLong(1L << 40);
            List<JsonNode> checks = new ArrayList<>();
            for (int i = 1; i <= ENTRIES; i++) {
                long sequence = Math.max(0, at + random.nextInt(-1_100, i % 9 == 0 ? 2_000 : 60));
                checks.add(Questions.object()
                        .put("sequence", Long.toString(sequence))
                        .put("offset", Integer.toString(i)));
            }
            windows.add(Questions.window(Questions.array(checks)));
        }
        return windows;
    }

    private static List<ObjectNode> mutations() {
        SampleLog log = new SampleLog();
        List<byte[]> good = log.values();
        Mutation mutation = new Mutation(SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        return IntStream.range(0, LOGS)
                .mapToObj(number -> log.question(IntStream.range(0, ENTRIES)
                        .mapToObj(i -> mutation.of(good.get(random.nextInt(good.size()))))
                        .toList()))
                .toList();
    }

    private static List<ObjectNode> signed() {
        SampleLog log = new SampleLog();
        return IntStream.range(0, LOGS)
                .mapToObj(number -> log.question(new SignedEntries(SEED + number).next(ENTRIES)))
                .toList();
    }

    private static List<ObjectNode> states() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<JsonNode> steps = IntStream.range(0, STEPS)
                .<JsonNode>mapToObj(step -> Questions.object().set("writes", writes(random)))
                .toList();
        return List.of(Questions.state(Questions.array(steps)));
    }

    private static JsonNode writes(SplittableRandom random) {
        return Questions.array(random.ints(random.nextInt(30), 0, 400)
                .sorted()
                .distinct()
                .mapToObj(key -> Questions.object()
                        .put("key", Bytes.utf8("%04d/é".formatted(key)).toHex())
                        .put(
                                "value",
                                key % 5 == 0
                                        ? null
                                        : Bytes.wrap(new byte[random.nextInt(50)])
                                                .toHex()))
                .toList());
    }

    private static List<ObjectNode> executions() {
        List<ObjectNode> questions = new ArrayList<>();
        for (int log = 0; log < LOGS; log++) {
            List<GeneratedCall> calls = new CallGenerator(SEED + log)
                    .next(2 * ENTRIES).stream()
                            .filter(GeneratedCall::isAdmissible)
                            .toList();
            questions.add(ExecuteQuestion.of(true, 1, calls.subList(0, ENTRIES)));
            questions.add(ExecuteQuestion.of(false, 1 + ENTRIES, calls.subList(ENTRIES, calls.size())));
        }
        return questions;
    }
}
