package io.tribunal.statestore.snapshot;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.log.Payload;
import io.tribunal.core.log.Request;
import io.tribunal.core.partition.BusinessLog;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A business log with one partition: genesis, then requests. */
final class RequestLogFixture implements BusinessLog {
    private static final long NOW = 1_700_000_000_000L;

    private final Hash deployment;
    private final SigningKey key = SigningKey.ofSeed(Hash.sha256(new byte[] {1}).bytes());
    private final List<BusinessRecord> records = new ArrayList<>();
    private int read;

    RequestLogFixture() {
        Genesis genesis = new Genesis(
                Hash.ZERO,
                "test",
                1,
                List.of(new ExecutorId("e1")),
                List.of(),
                List.of(new RegisteredKey(key.keyId(), Role.CLIENT, "c1", key.publicKey())),
                1,
                Policy.defaults(new QuorumSpec(1), PayloadCodec.fingerprints()),
                RulesVersion.LATEST);
        deployment = PayloadCodec.genesisHash(genesis);
        append(genesis);
    }

    Hash deployment() {
        return deployment;
    }

    RequestLogFixture request() {
        append(new Request(
                deployment,
                new RequestId(Bytes.hex("00112233445566778899aabbccddeeff")),
                new ClientId("c1"),
                records.size(),
                NOW + 60_000,
                "shard",
                "PUT",
                "text/plain",
                Bytes.EMPTY));
        return this;
    }

    RequestLogFixture unreadable() {
        return bytes(new byte[] {1});
    }

    private void append(Payload payload) {
        bytes(BusinessCodec.encode(0, new EnvelopeSigner(key).sign(payload.type(), PayloadCodec.encode(payload))));
    }

    private RequestLogFixture bytes(byte[] value) {
        records.add(BusinessCodec.decode(new LogPosition(0, records.size()), NOW, true, value));
        return this;
    }

    BusinessRecord at(long offset) {
        return records.get(Math.toIntExact(offset));
    }

    @Override
    public Optional<BusinessRecord> next(long through) {
        return read <= through ? Optional.of(records.get(read++)) : Optional.empty();
    }
}
