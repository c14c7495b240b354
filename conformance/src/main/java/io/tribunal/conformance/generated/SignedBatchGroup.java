package io.tribunal.conformance.generated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.conformance.input.CallGenerator;
import io.tribunal.conformance.input.ExecuteQuestion;
import io.tribunal.conformance.probe.ProbedExecutor;
import io.tribunal.conformance.probe.Questions;
import io.tribunal.conformance.probe.Reference;
import io.tribunal.conformance.report.CheckCounter;
import io.tribunal.conformance.report.CheckGroup;
import io.tribunal.conformance.report.CheckResult;
import io.tribunal.conformance.vectors.TestKeySeed;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.util.ArrayList;
import java.util.List;

/** Signed batches of many sizes and rejoin requests, compared with the reference byte for byte. */
record SignedBatchGroup(long seed) implements CheckGroup {
    private static final int[] SIZES = {0, 1, 2, 3, 4, 5, 8, 15, 16, 17, 33, 100, 255, 256};
    private static final Hash DEPLOYMENT = Hash.sha256(new byte[] {7});

    @Override
    public String name() {
        return "batches and rejoins";
    }

    @Override
    public CheckResult run(ProbedExecutor executor) {
        CheckCounter checks = new CheckCounter();
        try (ProbedExecutor reference = Reference.create()) {
            List<Bytes> responses = responses(reference);
            Bytes key = TestKeySeed.of("conformance " + seed);
            for (int size : SIZES) {
                compare(
                        "batch of " + size,
                        Questions.batch(
                                key, DEPLOYMENT, "e-" + size, Long.MAX_VALUE - size, responses.subList(0, size)),
                        reference,
                        executor,
                        checks);
            }
            for (long isolation : new long[] {1, 300, Long.MAX_VALUE}) {
                compare(
                        "rejoin after " + isolation,
                        Questions.rejoin(key, DEPLOYMENT, "e.1", isolation),
                        reference,
                        executor,
                        checks);
            }
        }
        return checks.result();
    }

    private static void compare(
            String what, ObjectNode question, ProbedExecutor reference, ProbedExecutor executor, CheckCounter checks) {
        checks.check(
                what,
                Questions.object().set("value", reference.ask(question).get("value")),
                () -> executor.ask(question));
    }

    private List<Bytes> responses(ProbedExecutor reference) {
        JsonNode answer =
                reference.ask(ExecuteQuestion.of(true, 1, new CallGenerator(seed).next(SIZES[SIZES.length - 1])));
        List<Bytes> responses = new ArrayList<>();
        answer.get("responses").forEach(response -> responses.add(Bytes.hex(response.asText())));
        return responses;
    }
}
