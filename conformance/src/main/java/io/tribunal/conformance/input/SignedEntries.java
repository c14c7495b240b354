package io.tribunal.conformance.input;

import io.tribunal.conformance.vectors.TestKeySeed;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.Request;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Requests with valid signatures of the golden files' client, but unusual times, sequences, shard keys or bodies. */
public final class SignedEntries {
    private static final String CLIENT = "tribunal test key client";
    private static final long DAY = 24 * 3_600_000L;
    private static final long JUMP = 1L << 32;

    private final SampleLog log = new SampleLog();
    private final EnvelopeSigner signer = new EnvelopeSigner(SigningKey.ofSeed(TestKeySeed.of(CLIENT)));
    private final SplittableRandom random;
    private final CallGenerator calls;
    private long sequence;

    public SignedEntries(long seed) {
        this.random = new SplittableRandom(seed);
        this.calls = new CallGenerator(seed);
    }

    /** Values of business-log, some of them under one signature. */
    public List<byte[]> next(int count) {
        List<byte[]> values = new ArrayList<>();
        while (values.size() < count) {
            List<Bytes> payloads = new ArrayList<>();
            for (int i = random.nextInt(6) == 0 ? 1 + random.nextInt(9) : 1; i > 0; i--) {
                payloads.add(PayloadCodec.encode(request()));
            }
            signer.signBatch(PayloadType.REQUEST, payloads)
                    .forEach(envelope -> values.add(BusinessCodec.encode(0, envelope)));
        }
        return values.subList(0, count);
    }

    private Request request() {
        GeneratedCall call = calls.next();
        byte[] id = new byte[RequestId.LENGTH];
        random.nextBytes(id);
        return new Request(
                Hash.hex(log.deployment()),
                new RequestId(Bytes.wrap(id)),
                new ClientId(random.nextInt(30) == 0 ? "other" : "teller"),
                nextSequence(),
                notAfter(),
                call.shardKey(),
                call.operation(),
                call.contentType(),
                call.body());
    }

    private long nextSequence() {
        return switch (random.nextInt(12)) {
            case 0 -> random.nextLong(sequence + 1);
            case 1 -> Math.max(0, sequence - 1030 + random.nextInt(12));
            case 2 -> sequence + JUMP - 1 + random.nextInt(3);
            case 3 -> sequence += random.nextInt(2_000);
            default -> ++sequence;
        };
    }

    private long notAfter() {
        return switch (random.nextInt(12)) {
            case 0 -> log.now() - 1 + random.nextInt(3);
            case 1 -> log.now() + DAY - 1 + random.nextInt(3);
            case 2 -> random.nextLong();
            default -> log.now() + 60_000;
        };
    }
}
