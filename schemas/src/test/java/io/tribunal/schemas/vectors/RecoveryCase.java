package io.tribunal.schemas.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.recovery.Checkpoint;
import io.tribunal.core.recovery.SignedCheckpoint;
import io.tribunal.core.recovery.SnapshotChunk;
import io.tribunal.core.recovery.StateSnapshot;
import io.tribunal.schemas.codec.CheckpointCodec;
import io.tribunal.schemas.codec.SnapshotChunkCodec;
import io.tribunal.schemas.codec.SnapshotKey;
import io.tribunal.schemas.signing.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** One case of the recovery vectors: the records of the topics and the snapshot that an executor must choose. */
final class RecoveryCase {
    private final RecoveryFixture fixture;
    private final ObjectNode node;
    private final ArrayNode audit;
    private final ArrayNode checkpoints;
    private final ArrayNode snapshots;

    RecoveryCase(RecoveryFixture fixture, String name) {
        this.fixture = fixture;
        node = Json.object().put("name", name).put("resumeFrom", 0L);
        audit = node.putArray("audit");
        checkpoints = node.putArray("checkpoints");
        snapshots = node.putArray("snapshots");
    }

    RecoveryCase from(long offset) {
        node.put("resumeFrom", offset);
        return this;
    }

    RecoveryCase both(List<SigningKey> signers) {
        return state(RecoveryFixture.OLDER, signers).state(RecoveryFixture.NEWER, signers);
    }

    RecoveryCase state(long offset, List<SigningKey> signers) {
        return signedBy(offset, signers).snapshot(offset);
    }

    RecoveryCase signedBy(long offset, List<SigningKey> signers) {
        signers.forEach(signer -> signed(signer, fixture.checkpoint(offset), true));
        return this;
    }

    RecoveryCase signed(SigningKey signer, Checkpoint checkpoint, boolean logAppendTime) {
        byte[] value = CheckpointCodec.encode(0, SignedCheckpoint.by(signer, checkpoint));
        checkpoints.add(Json.object()
                .put("logAppendTime", logAppendTime)
                .put("value", Bytes.wrap(value).toHex()));
        return this;
    }

    RecoveryCase snapshot(long offset) {
        SnapshotChunk chunk = RecoveryFixture.chunk(fixture.snapshot(offset), offset);
        return put(SnapshotKey.of(chunk), chunk);
    }

    RecoveryCase replaced(StateSnapshot other) {
        SnapshotChunk chunk = RecoveryFixture.chunk(other, RecoveryFixture.NEWER);
        return put(SnapshotKey.of(chunk), chunk);
    }

    RecoveryCase tombstone(long offset) {
        snapshots.add(Json.object()
                .put("key", RecoveryFixture.PARTITION + "/" + offset + "/0")
                .put("value", (String) null));
        return this;
    }

    RecoveryCase put(SnapshotKey key, SnapshotChunk chunk) {
        return put(new String(key.encode(), StandardCharsets.US_ASCII), chunk);
    }

    RecoveryCase put(String key, SnapshotChunk chunk) {
        snapshots.add(Json.object()
                .put("key", key)
                .put("value", Bytes.wrap(SnapshotChunkCodec.encode(0, chunk)).toHex()));
        return this;
    }

    RecoveryCase audit(CertifiedDecision decision) {
        audit.add(Bytes.wrap(RecoveryFixture.audited(decision)).toHex());
        return this;
    }

    RecoveryCase garbage() {
        audit.add("00000000000badbadbad");
        return this;
    }

    void add(ArrayNode cases, Optional<Long> restored) {
        node.set("restored", restored.<JsonNode>map(this::described).orElse(null));
        cases.add(node);
    }

    private ObjectNode described(long offset) {
        Checkpoint checkpoint = fixture.checkpoint(offset);
        return Json.object()
                .put("businessOffset", offset)
                .put("postState", checkpoint.postState().toHex())
                .put("stateRoot", checkpoint.stateRoot().toHex())
                .put("entries", fixture.snapshot(offset).entries().size())
                .put("decision", offset == RecoveryFixture.NEWER ? 1 : 0);
    }
}
