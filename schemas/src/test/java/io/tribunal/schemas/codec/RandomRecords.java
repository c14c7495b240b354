package io.tribunal.schemas.codec;

import io.tribunal.core.ballot.Difference;
import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import io.tribunal.core.signature.BatchProof;
import io.tribunal.core.signature.SignedEnvelope;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Valid records of the frequent kinds, and damage to their bytes. The same seed gives the same ones. */
final class RandomRecords {
    private static final int MAX_ITEMS = 4;
    private static final int MAX_BYTES = 80;
    private static final String ID_CHARACTERS = "AZaz09._:-";
    private static final int[] CODE_POINTS = {0, 'a', 0x7f, 0x80, 0x7ff, 0x800, 0xffff, 0x10000, 0x10ffff};

    private final Random random;

    RandomRecords(long seed) {
        this.random = new Random(seed);
    }

    SignedEnvelope envelope() {
        return new SignedEnvelope(text(), bytes(), text(), bytes(), optional(this::proof));
    }

    Request request() {
        return new Request(
                hash(),
                new RequestId(bytes(RequestId.LENGTH)),
                new ClientId(id()),
                natural(),
                number(),
                text(),
                text(),
                text(),
                bytes());
    }

    Response response() {
        return new Response(
                natural(),
                hash(),
                hashOrEmpty(),
                hashOrEmpty(),
                hashOrEmpty(),
                any(Status.values()),
                text(),
                bytes(),
                list(this::write));
    }

    ResponseBatch.Header header() {
        return new ResponseBatch.Header(hash(), id(), (int) natural() >>> 1, natural() - 1, (int) number(), hash());
    }

    ResponseBatchLayout.Entry entry() {
        return new ResponseBatchLayout.Entry(envelope(), list(this::bytes));
    }

    Verdict verdict() {
        return new Verdict(
                number(),
                hash(),
                new LogPosition((int) natural() >>> 1, natural()),
                hash(),
                optional(() -> new RequestId(bytes(RequestId.LENGTH))),
                optional(() -> new ClientId(id())),
                outcome(),
                random.nextBoolean(),
                list(this::executor),
                (int) number(),
                list(this::supporter),
                list(this::dissenter),
                list(this::executor),
                number(),
                number());
    }

    /** The same bytes with one byte changed, inserted or removed, or cut off at the end. */
    byte[] damaged(byte[] good) {
        int at = random.nextInt(good.length);
        return switch (random.nextInt(4)) {
            case 0 -> spliced(good, at, new byte[] {(byte) random.nextInt()}, at + 1);
            case 1 -> spliced(good, at, new byte[] {(byte) random.nextInt(4)}, at);
            case 2 -> spliced(good, at, new byte[0], at + 1);
            default -> spliced(good, at, new byte[0], good.length);
        };
    }

    private static byte[] spliced(byte[] good, int to, byte[] middle, int from) {
        byte[] out = new byte[to + middle.length + good.length - from];
        System.arraycopy(good, 0, out, 0, to);
        System.arraycopy(middle, 0, out, to, middle.length);
        System.arraycopy(good, from, out, to + middle.length, good.length - from);
        return out;
    }

    private Verdict.Outcome outcome() {
        return switch (random.nextInt(4)) {
            case 0 -> new Verdict.Agreed(any(Status.values()), text(), bytes(), hash(), optional(this::state));
            case 1 -> new Verdict.Split(optional(this::state));
            case 2 -> new Verdict.Overdue();
            default -> new Verdict.Rejected(any(Rejection.values()), text(), optional(this::number));
        };
    }

    private Verdict.AgreedState state() {
        return new Verdict.AgreedState(hash(), hashOrEmpty(), list(this::write));
    }

    private Verdict.Supporter supporter() {
        return new Verdict.Supporter(executor(), number(), (int) number(), hash(), optional(this::certificate));
    }

    private Verdict.ResponseCertificate certificate() {
        return new Verdict.ResponseCertificate(envelope(), bytes(), (int) number(), list(this::hash));
    }

    private Verdict.Dissenter dissenter() {
        return new Verdict.Dissenter(executor(), number(), (int) number(), hash(), any(Difference.values()));
    }

    private BatchProof proof() {
        return new BatchProof((int) number(), (int) number(), list(this::hash));
    }

    private Write write() {
        return new Write(bytes(), optional(this::bytes));
    }

    private ExecutorId executor() {
        return new ExecutorId(id());
    }

    private String id() {
        return random.ints(1 + random.nextInt(64), 0, ID_CHARACTERS.length())
                .map(ID_CHARACTERS::charAt)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private String text() {
        return random.ints(random.nextInt(8), 0, CODE_POINTS.length)
                .map(i -> CODE_POINTS[i])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private Bytes bytes() {
        return bytes(random.nextInt(MAX_BYTES));
    }

    private Bytes bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    private Hash hash() {
        return new Hash(bytes(Hash.LENGTH));
    }

    private Bytes hashOrEmpty() {
        return random.nextBoolean() ? hash().bytes() : Bytes.EMPTY;
    }

    /** A long of any number of bits. */
    private long number() {
        return random.nextLong() >> random.nextInt(Long.SIZE);
    }

    private long natural() {
        return number() & Long.MAX_VALUE;
    }

    private <E> E any(E[] values) {
        return values[random.nextInt(values.length)];
    }

    private <V> Optional<V> optional(Supplier<V> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private <V> List<V> list(Supplier<V> item) {
        return Stream.generate(item).limit(random.nextInt(MAX_ITEMS)).toList();
    }
}
