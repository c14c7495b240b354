package io.tribunal.simulation;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import io.tribunal.core.partition.Event;
import io.tribunal.core.partition.PartitionMachine;
import io.tribunal.core.partition.Snapshot;
import io.tribunal.core.policy.Limits;
import io.tribunal.schemas.codec.VerdictCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One partition of five executors: e1 to e3 are honest, e4 floods the response log, e5 is silent, so that ballots stay open until
 * their deadline.
 */
final class FloodedPartition implements AutoCloseable {
    private static final VerdictCodec CODEC = new VerdictCodec();
    private static final long FAR = 1L << 40;

    private final SimDeployment deployment;
    private final FileLogs logs;
    private final SimClient client;
    private final ExpectedOutcomes expected;
    private final SortedMap<Long, String> outcomes = new TreeMap<>();
    private final BatchWriter liar;
    private PartitionMachine machine;
    private int nextBusiness;
    private long now = SimClock.START;
    private long flooded;

    FloodedPartition(SimDeployment deployment, int partition, Path directory) {
        this.deployment = deployment;
        this.logs = new FileLogs(partition, directory.resolve("responses-" + partition));
        this.client = new SimClient(deployment, partition, new Random(partition));
        this.expected = new ExpectedOutcomes(deployment.genesis().policy());
        this.liar = new BatchWriter(deployment, "e4", partition);
        this.machine =
                new PartitionMachine(partition, deployment.hash(), SimKeys.VERIFIER, CODEC, this::nextBusiness, logs);
        append(PlannedEntry.control(deployment.genesisValue()));
    }

    private Optional<BusinessRecord> nextBusiness(long through) {
        return nextBusiness <= through && nextBusiness < logs.businessSize()
                ? Optional.of(logs.business(nextBusiness++))
                : Optional.empty();
    }

    private long append(PlannedEntry entry) {
        long offset = logs.appendBusiness(now, entry.value().array());
        expected.add(offset, entry);
        return offset;
    }

    long request() {
        return append(client.good(now, new SimulatedOperation("PUT", "k" + logs.businessSize(), "value")));
    }

    /** The honest executors answer; the outcome is known with the last of these three records. */
    void answer(long offset) {
        for (String executor : List.of("e1", "e2", "e3")) {
            now += 5;
            take(new BatchWriter(deployment, executor, liar.partition())
                    .write(offset, List.of(expected.responses().get(offset).response(now))));
        }
    }

    /** Minimal answers to entries that no log will ever reach. */
    void floodFar(int batches) {
        for (int i = 0; i < batches; i++) {
            List<Response> batch = new ArrayList<>();
            for (int k = 0; k < Limits.MAX_RESPONSES; k++) {
                batch.add(minimal(FAR + flooded++));
            }
            flood(FAR + flooded, batch);
        }
    }

    private static Response minimal(long offset) {
        return new Response(
                offset, Hash.ZERO, Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY, Status.OK, "", Bytes.EMPTY, List.of());
    }

    /** An answer with as many writes as a record can hold. */
    void floodWrites(long offset, int writes) {
        List<Write> tiny = new ArrayList<>(writes);
        for (int i = 0; i < writes; i++) {
            tiny.add(Write.remove(Bytes.wrap(new byte[] {(byte) (i >>> 8), (byte) i})));
        }
        ExpectedResponse honest = expected.responses().get(offset);
        Response response = honest.response(now);
        flood(
                offset,
                List.of(new Response(
                        offset,
                        response.requestHash(),
                        response.preState(),
                        response.postState(),
                        response.stateRoot(),
                        response.status(),
                        response.contentType(),
                        response.output(),
                        tiny)));
    }

    /** The right answer, with as much in the output as the policy lets normalization hide. */
    void floodOutput(long offset, int bytes) {
        ExpectedResponse honest = expected.responses().get(offset);
        flood(
                offset,
                List.of(honest.response(
                        "{ \"time\": \"" + "x".repeat(bytes) + "\", \"result\" : \"" + honest.result() + "\" }")));
    }

    private void flood(long processedTo, List<Response> responses) {
        take(liar.write(processedTo, responses));
    }

    private void take(byte[] value) {
        for (Event event : machine.process(logs.appendResponse(now, value))) {
            if (event instanceof Event.VerdictIssued issued) {
                Verdict verdict = issued.verdict();
                outcomes.merge(verdict.position().offset(), outcome(verdict), (first, second) -> first + ", " + second);
            }
        }
    }

    private String outcome(Verdict verdict) {
        return verdict.outcome() instanceof Verdict.Agreed agreed
                        && agreed.voteDigest()
                                .equals(expected.responses()
                                        .get(verdict.position().offset())
                                        .voteDigest())
                ? "AGREED"
                : verdict.outcome().getClass().getSimpleName();
    }

    /** The verdicts on an entry so far. */
    String outcome(long offset) {
        return outcomes.getOrDefault(offset, "none");
    }

    /** Continues from a snapshot and the logs. */
    void restart() {
        Snapshot snapshot = Snapshot.decode(machine.snapshot().encode()).orElseThrow();
        nextBusiness = Math.toIntExact(snapshot.handledThrough() + 1);
        machine = PartitionMachine.restore(
                snapshot, liar.partition(), deployment.hash(), SimKeys.VERIFIER, CODEC, this::nextBusiness, logs);
    }

    @Override
    public void close() throws IOException {
        logs.close();
    }
}
