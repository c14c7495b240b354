package io.tribunal.conformance.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.tribunal.conformance.probe.ProbedExecutor;
import io.tribunal.conformance.probe.Questions;
import io.tribunal.conformance.report.CheckCounter;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.schemas.codec.DecisionLogCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Vectors that an executor must sign byte for byte: Ed25519 is deterministic. */
final class SigningVectors {
    private static final String AUTHOR = "tribunal test key e1";

    private SigningVectors() {}

    static void batches(VectorFile file, ProbedExecutor executor, CheckCounter checks) {
        VectorGroup.each(file, (name, vector) -> {
            if (vector.get("readable").asBoolean()) {
                JsonNode header = vector.get("header");
                List<Bytes> responses = new ArrayList<>();
                vector.get("responses")
                        .forEach(response ->
                                responses.add(Bytes.hex(response.get("encoded").asText())));
                checks.check(
                        name,
                        Questions.object().set("value", vector.get("value")),
                        () -> executor.ask(Questions.batch(
                                TestKeySeed.of(AUTHOR),
                                Hash.hex(header.get("deployment").asText()),
                                header.get("executorId").asText(),
                                header.get("processedTo").asLong(),
                                responses)));
            }
        });
    }

    static void rejoins(VectorFile file, ProbedExecutor executor, CheckCounter checks) {
        VectorGroup.each(file, (name, vector) -> {
            DecisionLogRecord record = DecisionLogCodec.decode(
                    0, true, Bytes.hex(vector.get("value").asText()).array());
            if (record.content() instanceof DecisionLogRecord.Rejoin rejoin) {
                seedOf(rejoin.signature().keyId())
                        .ifPresent(seed -> checks.check(
                                "rejoin after " + rejoin.isolation(),
                                Questions.object().set("value", vector.get("value")),
                                () -> executor.ask(Questions.rejoin(
                                        seed,
                                        rejoin.deployment(),
                                        rejoin.executor().value(),
                                        rejoin.isolation()))));
            }
        });
    }

    private static Optional<Bytes> seedOf(String keyId) {
        return VectorFile.read("keys").cases().stream()
                .filter(key -> key.get("keyId").asText().equals(keyId))
                .map(key -> TestKeySeed.of(key.get("seedText").asText()))
                .findFirst();
    }
}
