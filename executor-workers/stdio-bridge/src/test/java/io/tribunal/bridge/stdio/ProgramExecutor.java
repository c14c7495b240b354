package io.tribunal.bridge.stdio;

import static org.awaitility.Awaitility.await;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.codec.ResponseCodec;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.worker.Bridge;
import io.tribunal.worker.ExecutorConfig;
import io.tribunal.worker.ExecutorSigner;
import io.tribunal.worker.TestLog;
import io.tribunal.worker.UnsignedException;
import io.tribunal.worker.loop.PartitionWorker;
import io.tribunal.worker.metrics.ExecutorMetrics;
import io.tribunal.worker.response.AnswerBatch;
import io.tribunal.worker.response.BatchSigner;
import io.tribunal.worker.state.LoggedRecord;
import io.tribunal.worker.state.PartitionExecutor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigDef;

/** An executor that reads a test's log and whose program answers and signs; a list takes the place of response-log. */
public final class ProgramExecutor implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(2);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private final TestLog log;
    private final Bridge bridge;
    private final BatchSigner signer;
    private final PartitionWorker worker;
    private int given;
    private long now;
    private final List<ResponseRecord> written = new ArrayList<>();
    private int failures;

    public ProgramExecutor(TestLog log, String command, Optional<Path> keyFile, int timeout) {
        this.log = log;
        ConfigDef definition = TribunalConfig.definition();
        new StdioBridgeFactory().define(definition);
        Map<String, Object> settings = new HashMap<>(definition.parse(Map.of(
                TribunalConfig.BOOTSTRAP_SERVERS,
                "none:1",
                "tribunal.stdio.command",
                command,
                "tribunal.stdio.timeout.ms",
                Integer.toString(timeout))));
        ExecutorConfig config = new ExecutorConfig(
                TribunalConfig.of(settings), log.deployment(), TestLog.EXECUTOR, "stdio", keyFile, Optional.empty(), 1);
        bridge = new StdioBridgeFactory().create(config);
        signer = new BatchSigner(
                log.deployment(), TestLog.EXECUTOR, bridge.signer().orElseThrow(), 0);
        worker = new PartitionWorker(
                0,
                0,
                0,
                voids -> new PartitionExecutor(
                        0,
                        log.deployment(),
                        Ed25519.verifier(),
                        bridge.service().begin(0, Optional.empty()),
                        voids,
                        Optional.empty()),
                new ExecutorMetrics(TestLog.EXECUTOR, () -> 0));
    }

    /** One step of the executor's loop. */
    public void step() throws InterruptedException {
        boolean continues = worker.advance();
        List<BusinessRecord> records = log.records();
        while (continues && given < records.size()) {
            BusinessRecord record = records.get(given++);
            continues = worker.handle(new LoggedRecord(record, Bytes.wrap(log.value(record.offset()))));
        }
        if (!continues) {
            given = 0;
            failures++;
        }
        now += 100;
        for (AnswerBatch batch : worker.drain(now)) {
            try {
                byte[] value = signer.sign(0, batch);
                written.add(ResponseCodec.decode(new LogPosition(0, written.size()), TestLog.NOW, true, value));
            } catch (UnsignedException e) {
                worker.takeBack(batch);
            }
        }
    }

    /** Steps until the condition holds. */
    public void stepUntil(Callable<Boolean> condition) {
        await().pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .atMost(PATIENCE)
                .until(() -> {
                    boolean holds = condition.call();
                    if (!holds) {
                        step();
                    }
                    return holds;
                });
    }

    /** The written records. */
    public List<ResponseRecord> written() {
        return written;
    }

    /** Business offsets that were answered, in the order of the log. */
    public List<Long> answered() {
        return written.stream()
                .flatMap(record -> record.batch().orElseThrow().items().stream())
                .map(item -> item.response().businessOffset())
                .toList();
    }

    /** How often the partition was rebuilt. */
    public int failures() {
        return failures;
    }

    public ExecutorSigner signer() {
        return bridge.signer().orElseThrow();
    }

    @Override
    public void close() {
        worker.close();
        bridge.service().close();
    }
}
