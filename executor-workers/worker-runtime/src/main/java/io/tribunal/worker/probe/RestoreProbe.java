package io.tribunal.worker.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.recovery.CheckpointTally;
import io.tribunal.core.recovery.VerifiedSnapshot;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.kafka.recovery.CompactedSnapshots;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.CheckpointCodec;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.worker.recovery.SnapshotChoice;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Chooses the verified snapshot that a partition starts from, given the records of the topics (PROTOCOL 7, 8). */
final class RestoreProbe implements Probe {
    private final SignatureVerifier signatures = Ed25519.verifier();

    @Override
    public ObjectNode answer(JsonNode question) {
        Hash deployment = Wire.hash(question, "deployment");
        int partition = Wire.int32(question, "partition");
        Genesis genesis = genesis(partition, deployment, Wire.valueOf(Wire.require(question, "genesis")));
        DecisionChain chain =
                new AuditChain(genesis, deployment, signatures).after(Wire.list(question, "audit", Wire::valueOf));
        CheckpointTally tally = new CheckpointTally(genesis, chain, signatures);
        for (JsonNode node : Wire.require(question, "checkpoints")) {
            byte[] value = Wire.optionalBytes(node, "value").map(Bytes::array).orElse(null);
            CheckpointCodec.decode(Wire.require(node, "logAppendTime").booleanValue(), value)
                    .ifPresent(tally::add);
        }
        SnapshotChoice choice = new SnapshotChoice(shelf(question), tally, signatures);
        Map<Long, BusinessRecord> records = records(partition, question);
        Optional<VerifiedSnapshot> found =
                choice.choose(partition, Wire.int64(question, "resumeFrom"), offset -> at(records, partition, offset));
        return Wire.object("restored", found.<JsonNode>map(this::described).orElse(NullNode.getInstance()));
    }

    private Genesis genesis(int partition, Hash deployment, byte[] value) {
        PartitionAdmission admission = new PartitionAdmission(partition, deployment, signatures);
        admission.decide(BusinessCodec.decode(new LogPosition(partition, 0), 0, true, value));
        return admission.genesis();
    }

    private static CompactedSnapshots shelf(JsonNode question) {
        CompactedSnapshots shelf = new CompactedSnapshots();
        for (JsonNode node : Wire.require(question, "snapshots")) {
            shelf.take(
                    Bytes.utf8(Wire.text(node, "key")).array(),
                    Wire.optionalBytes(node, "value").map(Bytes::array).orElse(null));
        }
        return shelf;
    }

    private static Map<Long, BusinessRecord> records(int partition, JsonNode question) {
        Map<Long, BusinessRecord> records = new HashMap<>();
        Wire.list(question, "records", node -> AdmissionProbe.record(partition, node))
                .forEach(record -> records.put(record.offset(), record));
        return records;
    }

    /** The record at that offset; a malformed one, which changes no rule, if the question has none. */
    private static BusinessRecord at(Map<Long, BusinessRecord> records, int partition, long offset) {
        return Optional.ofNullable(records.get(offset))
                .orElseGet(() -> BusinessCodec.decode(new LogPosition(partition, offset), 0, true, null));
    }

    private ObjectNode described(VerifiedSnapshot snapshot) {
        return Wire.object()
                .put("businessOffset", Long.toString(snapshot.businessOffset()))
                .put("postState", snapshot.postState().toHex())
                .put("stateRoot", snapshot.state().root().toHex())
                .put("entries", snapshot.size())
                .put(
                        "decision",
                        Long.toString(snapshot.admission(signatures).chain().number()));
    }
}
