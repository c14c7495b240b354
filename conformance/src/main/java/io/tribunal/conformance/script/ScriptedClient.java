package io.tribunal.conformance.script;

import io.tribunal.core.admission.ShardPartitioner;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.Request;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.SigningKey;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Signs seeded requests for the account service, for a given partition. */
final class ScriptedClient {
    private static final long HOUR = 3_600_000;
    private static final int ACCOUNTS = 6;
    private static final List<String> OPERATIONS = List.of("OPEN", "GET", "INCREMENT", "TRANSFER");

    private final Hash deployment;
    private final String id;
    private final EnvelopeSigner signer;
    private final SplittableRandom random;
    private long sequence;

    ScriptedClient(Hash deployment, String id, SigningKey key, long seed) {
        this.deployment = deployment;
        this.id = id;
        this.signer = new EnvelopeSigner(key);
        this.random = new SplittableRandom(seed);
    }

    /** Requests with one signature each. */
    Stream<ScriptedEntry> single(int partition, int count) {
        return IntStream.range(0, count).mapToObj(i -> ScriptedEntry.of(partition, value(next(partition))));
    }

    /** Requests under one common signature. */
    Stream<ScriptedEntry> batch(int partition, int count) {
        List<Bytes> payloads = Stream.generate(() -> PayloadCodec.encode(next(partition)))
                .limit(count)
                .toList();
        return signer.signBatch(PayloadType.REQUEST, payloads).stream()
                .map(envelope -> ScriptedEntry.of(partition, BusinessCodec.encode(0, envelope)));
    }

    Request next(int partition) {
        String operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
        long number = sequence++;
        return new Request(
                deployment,
                requestId(number),
                new ClientId(id),
                number,
                inAnHour(),
                ledgerOf(partition),
                operation,
                Normalizer.JSON,
                Bytes.utf8(body(operation)));
    }

    private RequestId requestId(long number) {
        return new RequestId(Bytes.wrap(ByteBuffer.allocate(RequestId.LENGTH)
                .putLong(random.nextLong())
                .putLong(number)
                .array()));
    }

    /** A request with another body. */
    Request withBody(int partition, String contentType, Bytes body) {
        Request valid = next(partition);
        return new Request(
                deployment,
                valid.requestId(),
                valid.clientId(),
                valid.sequence(),
                valid.notAfter(),
                valid.shardKey(),
                valid.operation(),
                contentType,
                body);
    }

    /** A request with another deployment or expiry. */
    Request with(int partition, Hash otherDeployment, long notAfter) {
        Request valid = next(partition);
        return new Request(
                otherDeployment,
                valid.requestId(),
                valid.clientId(),
                valid.sequence(),
                notAfter,
                valid.shardKey(),
                valid.operation(),
                valid.contentType(),
                valid.body());
    }

    static long inAnHour() {
        return System.currentTimeMillis() + HOUR;
    }

    private String body(String operation) {
        return switch (operation) {
            case "OPEN" -> "{\"account\":\"" + account() + "\",\"overdraft\":\"unlimited\"}";
            case "INCREMENT" -> "{\"account\":\"" + account() + "\",\"amount\":\"" + amount() + "\"}";
            case "TRANSFER" ->
                "{\"amount\":\"" + amount() + "\",\"from\":\"" + account() + "\",\"to\":\"" + account() + "\"}";
            default -> "{\"account\":\"" + account() + "\"}";
        };
    }

    private String account() {
        return "é-" + random.nextInt(ACCOUNTS);
    }

    private String amount() {
        return random.nextInt(10_000) + "." + (1 + random.nextInt(99_999_999));
    }

    /** A ledger that belongs to the partition. */
    static String ledgerOf(int partition) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "ledger-" + i)
                .filter(ledger -> ShardPartitioner.partitionOf(ledger, TestDeployment.PARTITIONS) == partition)
                .findFirst()
                .orElseThrow();
    }

    SignedEnvelope signed(Request request) {
        return signer.sign(PayloadType.REQUEST, PayloadCodec.encode(request));
    }

    byte[] value(Request request) {
        return BusinessCodec.encode(0, signed(request));
    }
}
