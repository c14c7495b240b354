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

/** Entries that no executor may answer: unreadable, unsigned, in the wrong partition, expired, too large. */
record HostileScript(TestDeployment deployment, ScriptedClient client, long seed) {
    private static final int MUTATIONS = 60;
    private static final int FINGERPRINT = 3;
    private static final int TOPIC_OVERHEAD = 60 << 10;

    Stream<ScriptedEntry> into(int partition) {
        return Stream.of(malformed(partition), wrongClaims(partition), mutated(partition))
                .flatMap(entries -> entries);
    }

    private Stream<ScriptedEntry> malformed(int partition) {
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
                ScriptedEntry.of(partition, oversized(partition, Limits.MAX_ENTRY + TOPIC_OVERHEAD - 1_000)));
    }

    private Stream<ScriptedEntry> wrongClaims(int partition) {
        SigningKey unknownKey = SigningKey.ofSeed(Hash.sha256(new byte[] {9}).bytes());
        Request good = client.next(partition);
        return Stream.of(
                        value(client.with(partition, Hash.sha256(), ScriptedClient.inAnHour())),
                        value(client.with(partition, deployment.deployment(), 1)),
                        value(client.with(partition, deployment.deployment(), Long.MAX_VALUE)),
                        value(client.withBody(partition, Normalizer.JSON, Bytes.utf8("{ }"))),
                        value(client.withBody(partition, Normalizer.JSON, Bytes.utf8("{\"a\":1,\"a\":1}"))),
                        value(client.withBody(partition, Normalizer.JSON, Bytes.utf8("\"\\ud800\""))),
                        value(client.withBody(partition, Normalizer.JSON, Bytes.wrap(new byte[] {(byte) 0xff}))),
                        signed(unknownKey, good),
                        signed(deployment.key("e2"), good),
                        signed(deployment.key("root"), good))
                .map(value -> ScriptedEntry.of(partition, value));
    }

    private Stream<ScriptedEntry> mutated(int partition) {
        Mutation mutation = new Mutation(seed + partition);
        List<ScriptedEntry> good = client.batch(partition, 4).toList();
        return IntStream.range(0, MUTATIONS)
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
                0,
                new EnvelopeSigner(deployment.key(TestDeployment.CLIENT))
                        .sign(PayloadType.REQUEST, Bytes.wrap(payload)));
    }

    private byte[] oversized(int partition, int body) {
        return value(client.withBody(partition, "application/octet-stream", Bytes.wrap(new byte[body])));
    }
}
