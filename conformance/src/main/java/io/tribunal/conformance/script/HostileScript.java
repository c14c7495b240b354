package io.tribunal.conformance.script;

import io.tribunal.conformance.input.Mutation;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Request;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.core.policy.Limits;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.SigningKey;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Entries that must get no answer: unreadable, unsigned, misplaced, stale, too large. */
record HostileScript(TestDeployment stage, ScriptedClient client, long seed) {
    private static final int MUTANTS = 60;
    private static final int FINGERPRINT = 3;
    private static final int ROOM_OF_THE_TOPIC = 60 << 10;

    Stream<ScriptedEntry> into(int partition) {
        return Stream.of(shapes(partition), claims(partition), mutants(partition))
                .flatMap(entries -> entries);
    }

    private Stream<ScriptedEntry> shapes(int partition) {
        byte[] good = client.value(client.next(partition));
        return Stream.of(
                ScriptedEntry.withoutValue(partition),
                ScriptedEntry.of(partition, new byte[0]),
                ScriptedEntry.of(partition, Bytes.utf8("{\"hello\":\"world\"}").array()),
                ScriptedEntry.of(partition, good),
                ScriptedEntry.of(partition, good),
                ScriptedEntry.of(1 - partition, good),
                ScriptedEntry.of(partition, unknownFingerprint(partition)),
                ScriptedEntry.of(partition, oversized(partition, Limits.MAX_ENTRY)),
                ScriptedEntry.of(partition, oversized(partition, Limits.MAX_ENTRY + ROOM_OF_THE_TOPIC - 1_000)));
    }

    private Stream<ScriptedEntry> claims(int partition) {
        SigningKey stranger = SigningKey.ofSeed(Hash.sha256(new byte[] {9}).bytes());
        Request good = client.next(partition);
        return Stream.of(
                        value(client.with(partition, Hash.sha256(), ScriptedClient.inAnHour())),
                        value(client.with(partition, stage.deployment(), 1)),
                        value(client.with(partition, stage.deployment(), Long.MAX_VALUE)),
                        value(client.withBody(partition, Normalizer.JSON, Bytes.utf8("{ }"))),
                        value(client.withBody(partition, Normalizer.JSON, Bytes.utf8("{\"a\":1,\"a\":1}"))),
                        value(client.withBody(partition, Normalizer.JSON, Bytes.utf8("\"\\ud800\""))),
                        value(client.withBody(partition, Normalizer.JSON, Bytes.wrap(new byte[] {(byte) 0xff}))),
                        signed(stranger, good),
                        signed(stage.key("e2"), good),
                        signed(stage.key("root"), good))
                .map(value -> ScriptedEntry.of(partition, value));
    }

    private Stream<ScriptedEntry> mutants(int partition) {
        Mutation mutation = new Mutation(seed + partition);
        List<ScriptedEntry> good = client.together(partition, 4).toList();
        return IntStream.range(0, MUTANTS)
                .mapToObj(i -> ScriptedEntry.of(
                        partition,
                        mutation.of(
                                good.get(i % good.size()).value().orElseThrow().array())));
    }

    private byte[] value(Request request) {
        return client.value(request);
    }

    private static byte[] signed(SigningKey key, Request request) {
        return BusinessCodec.encode(0, new EnvelopeSigner(key).sign(PayloadType.REQUEST, PayloadCodec.encode(request)));
    }

    private byte[] unknownFingerprint(int partition) {
        byte[] payload = PayloadCodec.encode(client.next(partition)).array().clone();
        payload[FINGERPRINT] ^= 0x40;
        return BusinessCodec.encode(
                0, new EnvelopeSigner(stage.key(TestDeployment.CLIENT)).sign(PayloadType.REQUEST, Bytes.wrap(payload)));
    }

    private byte[] oversized(int partition, int body) {
        return value(client.withBody(partition, "application/octet-stream", Bytes.wrap(new byte[body])));
    }
}
