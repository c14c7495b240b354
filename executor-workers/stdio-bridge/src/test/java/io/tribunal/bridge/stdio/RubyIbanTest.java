package io.tribunal.bridge.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.Status;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.PreAuthEncoding;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.worker.Runtimes;
import io.tribunal.worker.TestLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example in Ruby answers and signs its own batches, which verify. */
@Timeout(120)
class RubyIbanTest {
    private static final Path EXAMPLE = Path.of("examples", "ruby").toAbsolutePath();

    private final TestLog log = new TestLog(policy -> TestLog.with(policy, false, 1 << 16, 1000));
    private @TempDir Path directory;

    @BeforeEach
    void needRuby() throws Exception {
        Runtimes.need(EXAMPLE);
    }

    private ProgramExecutor executor() {
        Path key = directory.resolve("e1.pem");
        log.executorKey.toPem(key);
        return new ProgramExecutor(log, "ruby " + EXAMPLE.resolve("iban.rb"), Optional.of(key), 60_000);
    }

    private long check(String iban) {
        return log.request("CHECK", "application/json", "{\"iban\":\"" + iban + "\"}");
    }

    @Test
    void shouldAnswerAndSignBatchesOfAllSizes() throws Exception {
        check("GB82WEST12345698765432");
        check("GB82WEST12345698765433");
        check("nonsense");
        log.request("CHECK", "text/plain", "{\"iban\":\"GB82WEST12345698765432\"}");
        for (int i = 0; i < 300; i++) {
            check("DE8937040044053201" + String.format("%04d", i));
        }
        try (ProgramExecutor ruby = executor()) {
            ruby.stepUntil(() -> ruby.answered().size() >= 304);
            int heartbeats = ruby.written().size();
            for (int i = 0; i < 12; i++) {
                ruby.step();
            }

            assertThat(ruby.failures()).isZero();
            assertThat(ruby.written()).as("heartbeats").hasSizeGreaterThan(heartbeats);
            List<ResponseBatch> batches = ruby.written().stream()
                    .map(record -> record.batch().orElseThrow())
                    .toList();
            assertThat(batches).allSatisfy(this::verify);
            List<Response> responses = batches.stream()
                    .flatMap(batch -> batch.items().stream())
                    .map(ResponseBatch.Item::response)
                    .toList();
            assertThat(responses.subList(0, 4))
                    .extracting(Response::status)
                    .containsExactly(Status.OK, Status.OK, Status.REFUSED, Status.REFUSED);
            assertThat(responses.get(0).output().toUtf8()).isEqualTo("{\"valid\":true}");
            assertThat(responses.get(1).output().toUtf8()).isEqualTo("{\"valid\":false}");
            assertThat(responses.get(2).output().toUtf8()).isEqualTo("{\"error\":\"BAD_REQUEST\"}");
            assertThat(responses).extracting(Response::requestHash).doesNotHaveDuplicates();
        }
    }

    private void verify(ResponseBatch batch) {
        SignedEnvelope envelope = batch.envelope();
        byte[] message = PreAuthEncoding.encode(
                PayloadType.RESPONSE_BATCH.mediaType(), envelope.payload().array());
        assertThat(envelope.keyId()).isEqualTo(log.executorKey.keyId().value());
        assertThat(Ed25519.verifier()
                        .verify(
                                log.executorKey.publicKey().array(),
                                message,
                                envelope.signature().array()))
                .isTrue();
    }

    @Test
    void shouldSignItsRequestToRejoin() throws Exception {
        log.greet("x");
        try (ProgramExecutor ruby = executor()) {
            ruby.stepUntil(() -> !ruby.answered().isEmpty());

            KeySignature rejoin = ruby.signer().rejoin(7);

            byte[] message = DecisionLogRecord.Rejoin.signedBytes(log.deployment(), TestLog.EXECUTOR, 7);
            assertThat(Ed25519.verifier()
                            .verify(
                                    log.executorKey.publicKey().array(),
                                    message,
                                    rejoin.signature().array()))
                    .isTrue();
        }
    }
}
