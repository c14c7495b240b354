package io.tribunal.cli.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.cli.conformance.input.Calls;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.util.ArrayList;
import java.util.List;

/** Batches of many sizes: Merkle root, header and signature to the byte; and requests to rejoin. */
record SignedBatchGroup(long seed) implements Group {
    private static final int[] SIZES = {0, 1, 2, 3, 4, 5, 8, 15, 16, 17, 33, 100, 255, 256};
    private static final Hash DEPLOYMENT = Hash.sha256(new byte[] {7});

    @Override
    public String name() {
        return "batches and rejoins";
    }

    @Override
    public Result run(Subject subject) {
        Score score = new Score();
        try (Subject reference = Reference.create()) {
            List<Bytes> responses = responses(reference);
            Bytes key = SigningVectors.seed("conformance " + seed);
            for (int size : SIZES) {
                compare(
                        "batch of " + size,
                        Questions.batch(
                                key, DEPLOYMENT, "e-" + size, Long.MAX_VALUE - size, responses.subList(0, size)),
                        reference,
                        subject,
                        score);
            }
            for (long isolation : new long[] {1, 300, Long.MAX_VALUE}) {
                compare(
                        "rejoin after " + isolation,
                        Questions.rejoin(key, DEPLOYMENT, "e.1", isolation),
                        reference,
                        subject,
                        score);
            }
        }
        return score.result();
    }

    private static void compare(String what, ObjectNode question, Subject reference, Subject subject, Score score) {
        score.check(
                what,
                Questions.object().set("value", reference.ask(question).get("value")),
                () -> subject.ask(question));
    }

    private List<Bytes> responses(Subject reference) {
        JsonNode answer = reference.ask(ExecuteQuestion.of(true, 1, new Calls(seed).next(SIZES[SIZES.length - 1])));
        List<Bytes> responses = new ArrayList<>();
        answer.get("responses").forEach(response -> responses.add(Bytes.hex(response.asText())));
        return responses;
    }
}
