package io.tribunal.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tribunal.cli.Main;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.deployment.Deployment;
import io.tribunal.deployment.EmbeddedDeployment;
import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.process.Launcher;
import io.tribunal.ingest.ClientConfig;
import io.tribunal.ingest.NewRequest;
import io.tribunal.ingest.Outcome;
import io.tribunal.ingest.TribunalClient;
import io.tribunal.schemas.signing.SigningKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A byte of a business-log record is changed on disk, its checksum mended, and the deployment started again. */
class RewrittenLogIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String LOG = "tribunal.business-log-0";
    /** Places in Kafka's record batches, version 2: the length counts from behind itself, the checksum from the attributes on. */
    private static final int LENGTH = 8;

    private static final int CHECKSUM = 17;
    private static final int ATTRIBUTES = 21;
    private static final int OVERHEAD = 12;

    @TempDir
    private Path directory = Path.of("");

    private Deployment start(DataDirectory data) {
        DeploymentPlan plan = EmbeddedDeployment.usual().withValidators(3);
        return Deployment.start(data, plan, new Launcher(Main.class.getName()), System.err::println);
    }

    private void send(Deployment deployment, DataDirectory data) throws Exception {
        SigningKey key = SigningKey.fromPem(data.keys().of("client"));
        AtomicLong sequence = new AtomicLong();
        ClientConfig config =
                ClientConfig.of(deployment.address().config(), new ClientId("client"), key, sequence::incrementAndGet);
        try (TribunalClient client = TribunalClient.open(config)) {
            for (String account : new String[] {"a0", "a1", "a2"}) {
                NewRequest open = NewRequest.json("books", "OPEN", Bytes.utf8("{\"account\":\"" + account + "\"}"));
                assertThat(client.send(open).get(1, TimeUnit.MINUTES)).isInstanceOf(Outcome.Agreed.class);
            }
        }
    }

    /** Makes account a1 an account b1. */
    private void rewrite() throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("kafka"))) {
            Path segment = all.filter(path ->
                            path.toString().contains(LOG) && path.toString().endsWith(".log"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(segment);
            int place = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\"a1\"") + 1;
            assertThat(place).isPositive();
            bytes[place] = 'b';
            mendChecksums(bytes);
            Files.write(segment, bytes);
        }
    }

    private static void mendChecksums(byte[] segment) {
        ByteBuffer batches = ByteBuffer.wrap(segment);
        int begin = 0;
        while (begin < segment.length) {
            int end = begin + OVERHEAD + batches.getInt(begin + LENGTH);
            CRC32C checksum = new CRC32C();
            checksum.update(segment, begin + ATTRIBUTES, end - begin - ATTRIBUTES);
            batches.putInt(begin + CHECKSUM, (int) checksum.getValue());
            begin = end;
        }
    }

    @Test
    void shouldStopTheValidatorsAndNameTheRecord() throws Exception {
        try (DataDirectory data = DataDirectory.open(directory)) {
            try (Deployment deployment = start(data)) {
                assertThat(deployment.awaitReady(PATIENCE)).isEmpty();
                send(deployment, data);
            }
            rewrite();
            try (Deployment deployment = start(data)) {
                for (String validator : new String[] {"v1", "v2", "v3"}) {
                    await().atMost(PATIENCE)
                            .until(() -> !deployment.role(validator).isServing()
                                    && Files.readString(
                                                    deployment.role(validator).log())
                                            .contains("business-log 0@2"));
                }
            }
        }
    }
}
