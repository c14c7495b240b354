package io.tribunal.conformance.script;

import com.fasterxml.jackson.databind.JsonNode;
import io.tribunal.conformance.probe.ResponseView;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Response;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.kafka.log.LogRecords;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.worker.ExecutorVariants;
import io.tribunal.worker.state.HandledRecord;
import io.tribunal.worker.state.PartitionExecutor;
import io.tribunal.worker.state.StateVoid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The answers of the Java reference to the log of a partition.
 *
 * @param answers by business offset: all answers that are correct at some time. The last one is final; the earlier ones were
 *     correct before a Void was known
 * @param settled by business offset: the final answers
 * @param end offset behind the last record
 */
record ExpectedAnswers(NavigableMap<Long, List<JsonNode>> answers, NavigableMap<Long, Response> settled, long end) {
    private static final String VARIANT = "decimal";

    static Map<Integer, ExpectedAnswers> of(TestDeployment deployment) {
        Map<Integer, List<BusinessRecord>> logs = new HashMap<>();
        TopicScan.scan(
                deployment.clients(),
                deployment.topics().businessLog(),
                TestDeployment.PARTITIONS,
                record -> logs.computeIfAbsent(record.partition(), none -> new ArrayList<>())
                        .add(LogRecords.business(record)));
        Map<Integer, ExpectedAnswers> expected = new TreeMap<>();
        logs.forEach((partition, log) -> expected.put(partition, of(partition, deployment.deployment(), log)));
        return expected;
    }

    private static ExpectedAnswers of(int partition, Hash deployment, List<BusinessRecord> log) {
        NavigableMap<Long, List<JsonNode>> answers = new TreeMap<>();
        List<StateVoid> voids = new ArrayList<>();
        NavigableMap<Long, Response> given = new TreeMap<>();
        for (Optional<StateVoid> found = replay(partition, deployment, log, voids, given, answers);
                found.isPresent(); ) {
            voids.add(found.get());
            given.clear();
            found = replay(partition, deployment, log, voids, given, answers);
        }
        return new ExpectedAnswers(answers, given, log.getLast().offset() + 1);
    }

    private static Optional<StateVoid> replay(
            int partition,
            Hash deployment,
            List<BusinessRecord> log,
            List<StateVoid> voids,
            Map<Long, Response> given,
            Map<Long, List<JsonNode>> answers) {
        PartitionExecutor executor = new PartitionExecutor(
                partition,
                deployment,
                Ed25519.verifier(),
                ExecutorVariants.onClassPath().create(VARIANT),
                voids,
                Optional.empty());
        for (BusinessRecord record : log) {
            switch (executor.handle(record)) {
                case HandledRecord.Answered answered -> {
                    given.put(record.offset(), answered.response());
                    add(answers, answered.response());
                }
                case HandledRecord.VoidFound found -> {
                    return Optional.of(found.stateVoid());
                }
                case HandledRecord.Unanswered ignored -> {
                    // rejected, or a control entry
                }
            }
        }
        return Optional.empty();
    }

    private static void add(Map<Long, List<JsonNode>> answers, Response response) {
        List<JsonNode> known = answers.computeIfAbsent(response.businessOffset(), none -> new ArrayList<>());
        JsonNode view = ResponseView.of(response);
        known.remove(view);
        known.add(view);
    }

    /** The final answer to an entry. */
    JsonNode last(long offset) {
        return answers.getOrDefault(offset, List.of()).getLast();
    }
}
