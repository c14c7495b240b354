package io.tribunal.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Request;
import io.tribunal.core.signature.EnvelopeVerifier;
import io.tribunal.ingest.Outcome.Knowledge;
import io.tribunal.ingest.check.VerdictFixture;
import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.signing.Ed25519;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestSenderTest {
    private static final NewRequest REQUEST = NewRequest.json("main", "GET", Bytes.utf8("{\"account\":\"a\"}"));

    private static final Recorder.Reach REACH = new Recorder.Reach(3, 4);

    private final VerdictFixture fixture = new VerdictFixture();
    private final AtomicLong sequence = new AtomicLong(500);
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final InFlightRequests inFlight = InFlightFixture.of(fixture::trust, 1_000, refuted -> {});
    private final List<Collection<Integer>> followed = new CopyOnWriteArrayList<>();
    private final List<LogPosition> appended = new CopyOnWriteArrayList<>();
    private final RequestSender sender = sender(followed::add);
    private final Thread thread = Thread.ofPlatform().unstarted(sender);

    private interface Following {
        void follow(Collection<Integer> partitions) throws InterruptedException;
    }

    private RequestSender sender(Following following) {
        RequestSender.Verdicts verdicts = new RequestSender.Verdicts() {
            @Override
            public void follow(Collection<Integer> partitions) throws InterruptedException {
                following.follow(partitions);
            }

            @Override
            public Recorder.Reach reach(int partition) {
                return REACH;
            }

            @Override
            public void appended(LogPosition position) {
                appended.add(position);
            }
        };
        return new RequestSender(
                ClientConfig.of(shared(), VerdictFixture.CLIENT_ID, VerdictFixture.CLIENT, sequence::getAndIncrement),
                "business-log",
                0,
                fixture.trust(),
                producer,
                inFlight,
                verdicts);
    }

    private static TribunalConfig shared() {
        return TribunalConfig.of(
                new ConfigSources().flag("bootstrap.servers", "unused:1").resolve(TribunalConfig.definition()));
    }

    @AfterEach
    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private CompletableFuture<Outcome> enqueue(NewRequest request, Optional<Recorder> recorder)
            throws InterruptedException {
        PendingRequest pending = new PendingRequest(request, recorder, Long.MAX_VALUE);
        inFlight.add(pending);
        sender.enqueue(pending);
        return pending.future();
    }

    private List<ProducerRecord<byte[], byte[]>> produced(int count) {
        thread.start();
        await().pollInterval(Duration.ofMillis(1))
                .until(() -> producer.history().size() >= count);
        return producer.history();
    }

    private static BusinessRecord.Entry decoded(ProducerRecord<byte[], byte[]> record) {
        BusinessRecord read = BusinessCodec.decode(new LogPosition(record.partition(), 1), 0, true, record.value());
        return (BusinessRecord.Entry) read.content();
    }

    private static boolean isSigned(BusinessRecord.Entry entry) {
        RegisteredKey key = new RegisteredKey(
                VerdictFixture.CLIENT.keyId(), Role.CLIENT, "teller", VerdictFixture.CLIENT.publicKey());
        return new EnvelopeVerifier(Ed25519.verifier()).isSignedBy(key, entry.envelope());
    }

    @Test
    void shouldSignASingleRequestOnItsOwn() throws Exception {
        enqueue(REQUEST, Optional.empty());
        BusinessRecord.Entry entry = decoded(produced(1).get(0));
        assertThat(entry.envelope().batch()).isEmpty();
        assertThat(isSigned(entry)).isTrue();
    }

    @Test
    void shouldSignAllQueuedRequestsAtOnceAndKeepTheirOrder() throws Exception {
        for (int i = 0; i < 50; i++) {
            enqueue(REQUEST, Optional.empty());
        }
        List<BusinessRecord.Entry> entries =
                produced(50).stream().map(RequestSenderTest::decoded).toList();
        assertThat(entries).allMatch(RequestSenderTest::isSigned);
        assertThat(entries)
                .extracting(entry -> entry.envelope().signature())
                .containsOnly(entries.get(0).envelope().signature());
        assertThat(entries)
                .extracting(entry -> ((Request) entry.payload()).sequence())
                .isEqualTo(IntStream.range(500, 550).mapToObj(Long::valueOf).toList());
    }

    @Test
    void shouldProduceOnlyAfterTheVerdictsOfThePartitionAreFollowed() throws Exception {
        // Given a reader of verdicts that is not ready
        CountDownLatch ready = new CountDownLatch(1);
        RequestSender waiting = sender(partitions -> {
            followed.add(partitions);
            ready.await();
        });
        Thread waitingThread = Thread.ofPlatform().start(waiting);
        PendingRequest pending = new PendingRequest(REQUEST, Optional.empty(), Long.MAX_VALUE);
        inFlight.add(pending);
        waiting.enqueue(pending);
        await().pollInterval(Duration.ofMillis(1)).until(() -> !followed.isEmpty());
        assertThat(producer.history()).isEmpty();

        // When
        ready.countDown();

        // Then
        await().pollInterval(Duration.ofMillis(1))
                .until(() -> !producer.history().isEmpty());
        assertThat(followed.get(0)).containsExactly(producer.history().get(0).partition());
        waitingThread.interrupt();
        waitingThread.join();
    }

    @Test
    void shouldEndWhenItIsStoppedWhileItWaitsForTheReader() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        RequestSender waiting = sender(partitions -> never.await());
        Thread waitingThread = Thread.ofPlatform().start(waiting);
        PendingRequest pending = new PendingRequest(REQUEST, Optional.empty(), Long.MAX_VALUE);
        inFlight.add(pending);
        waiting.enqueue(pending);

        waitingThread.interrupt();
        waitingThread.join();

        inFlight.giveUpAll();
        assertThat(pending.future().join())
                .isInstanceOfSatisfying(
                        Outcome.Unknown.class,
                        unknown -> assertThat(unknown.known()).isEqualTo(Knowledge.NOT_APPENDED));
    }

    /** What a recorder was asked, and how much had been produced by then. */
    private final class Recording implements Recorder {
        private final RequestId id = new RequestId(Bytes.hex("00112233445566778899aabbccddeeff"));
        private final List<String> calls = new CopyOnWriteArrayList<>();
        private final boolean diskIsFull;

        private Recording(boolean diskIsFull) {
            this.diskIsFull = diskIsFull;
        }

        @Override
        public PlannedRequest plan(NewRequest request, int partition, Reach reach) {
            calls.add("plan " + reach.equals(REACH) + " " + producer.history().size());
            return new PlannedRequest(request, id, 77, 123_456);
        }

        @Override
        public void force() {
            calls.add("force " + producer.history().size());
            if (diskIsFull) {
                throw new IllegalStateException("the disk is full");
            }
        }

        @Override
        public void appended(LogPosition position) {
            calls.add("appended " + position.offset());
        }
    }

    @Test
    void shouldLetARecorderPlanARequestOnDiskBeforeItIsProduced() throws Exception {
        // Given
        Recording recording = new Recording(false);
        enqueue(REQUEST, Optional.of(recording));
        // When
        Request request = (Request) decoded(produced(1).get(0)).payload();
        producer.completeNext();
        // Then
        await().pollInterval(Duration.ofMillis(1)).until(() -> recording.calls.size() == 3);
        assertThat(recording.calls).containsExactly("plan true 0", "force 0", "appended 0");
        assertThat(appended).extracting(LogPosition::offset).containsExactly(0L);
        assertThat(request.requestId()).isEqualTo(recording.id);
        assertThat(request.sequence()).isEqualTo(77);
        assertThat(request.notAfter()).isEqualTo(123_456);
    }

    @Test
    void shouldNotProduceWhatCannotBeRemembered() throws Exception {
        // Given
        CompletableFuture<Outcome> refused = enqueue(REQUEST, Optional.of(new Recording(true)));
        // When
        thread.start();
        // Then
        assertThat(refused.get(30, TimeUnit.SECONDS)).isInstanceOfSatisfying(Outcome.Unknown.class, unknown -> {
            assertThat(unknown.known()).isEqualTo(Knowledge.NOT_APPENDED);
            assertThat(unknown.detail()).contains("disk is full");
        });
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void shouldReportATooLargeRequestAsNotAppended() throws Exception {
        CompletableFuture<Outcome> large =
                enqueue(new NewRequest("main", "PUT", "text/plain", Bytes.wrap(new byte[2 << 20])), Optional.empty());
        thread.start();
        assertThat(large.get(30, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        Outcome.Unknown.class,
                        unknown -> assertThat(unknown.known()).isEqualTo(Knowledge.NOT_APPENDED));
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void shouldReportAFailedDeliveryAsMaybeAppended() throws Exception {
        CompletableFuture<Outcome> outcome = enqueue(REQUEST, Optional.empty());
        produced(1);
        producer.errorNext(new TimeoutException("no ack"));
        inFlight.giveUpAll();
        assertThat(outcome.join()).isInstanceOfSatisfying(Outcome.Unknown.class, unknown -> {
            assertThat(unknown.known()).isEqualTo(Knowledge.MAYBE_APPENDED);
            assertThat(unknown.detail()).contains("no ack");
        });
    }
}
