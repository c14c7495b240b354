package io.tribunal.schemas.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.isolation.ValidatorSet;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.recovery.Checkpoint;
import io.tribunal.core.recovery.CheckpointTally;
import io.tribunal.core.recovery.SnapshotChunk;
import io.tribunal.core.recovery.StateSnapshot;
import io.tribunal.core.recovery.VerifiedSnapshot;
import io.tribunal.schemas.Samples;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.CheckpointCodec;
import io.tribunal.schemas.codec.DecisionCodec;
import io.tribunal.schemas.codec.MalformedRecordException;
import io.tribunal.schemas.codec.SnapshotChunkCodec;
import io.tribunal.schemas.codec.SnapshotKey;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The snapshot from which an executor starts, given the records of checkpoints, snapshots, isolation-audit and
 * business-log.
 */
final class RecoveryVectors implements GoldenFile {
    private static final RecoveryFixture FIXTURE = new RecoveryFixture();
    private static final long OLDER = RecoveryFixture.OLDER;
    private static final long NEWER = RecoveryFixture.NEWER;
    private static final List<SigningKey> TWO = RecoveryFixture.VALIDATORS.subList(0, 2);

    @Override
    public String name() {
        return "recovery";
    }

    @Override
    public JsonNode generate() {
        ArrayNode cases = Json.array();
        honest(cases);
        signatures(cases);
        decisions(cases);
        chunks(cases);
        ObjectNode file = Json.object()
                .put(
                        "about",
                        "Which verified snapshot of a partition an executor begins from (PROTOCOL 7). business-log is the"
                                + " partition's; all records have the appendTime and LogAppendTime. audit: values of"
                                + " isolation-audit; checkpoints and snapshots: records of those topics in log order;"
                                + " resumeFrom: the offset up to which everything is answered. restored: null where"
                                + " the log has to be replayed from zero.")
                .put("deployment", RecoveryFixture.deployment().toHex())
                .put("partition", RecoveryFixture.PARTITION)
                .put("appendTime", VectorFixture.NOW);
        ArrayNode log = file.putArray("businessLog");
        FIXTURE.log().forEach(value -> log.add(Bytes.wrap(value).toHex()));
        file.set("cases", cases);
        return file;
    }

    private static void honest(ArrayNode cases) {
        new RecoveryCase(FIXTURE, "nothing to begin from").add(cases, Optional.empty());
        new RecoveryCase(FIXTURE, "two validators have signed")
                .both(TWO)
                .from(0)
                .add(cases, Optional.of(NEWER));
        new RecoveryCase(FIXTURE, "the newest that leaves nothing unanswered")
                .both(TWO)
                .from(4)
                .add(cases, Optional.of(OLDER));
        new RecoveryCase(FIXTURE, "everything is answered").both(TWO).from(7).add(cases, Optional.of(NEWER));
        new RecoveryCase(FIXTURE, "all three have signed")
                .state(NEWER, RecoveryFixture.VALIDATORS)
                .add(cases, Optional.of(NEWER));
        new RecoveryCase(FIXTURE, "another snapshot is taken away")
                .both(TWO)
                .tombstone(NEWER)
                .add(cases, Optional.of(OLDER));
    }

    private static void signatures(ArrayNode cases) {
        SigningKey first = TWO.getFirst();
        new RecoveryCase(FIXTURE, "one validator is too few")
                .state(NEWER, List.of(first))
                .add(cases, Optional.empty());
        new RecoveryCase(FIXTURE, "one validator twice")
                .state(NEWER, List.of(first, first))
                .add(cases, Optional.empty());
        new RecoveryCase(FIXTURE, "a client signs with one validator")
                .state(NEWER, List.of(first, Samples.CLIENT))
                .add(cases, Optional.empty());
        Checkpoint good = FIXTURE.checkpoint(NEWER);
        Checkpoint other = new Checkpoint(
                good.deployment(),
                good.partition(),
                good.businessOffset(),
                Hash.sha256(),
                good.stateRoot(),
                good.contextRoot());
        new RecoveryCase(FIXTURE, "a validator's first word counts")
                .signed(first, other, true)
                .state(NEWER, TWO)
                .add(cases, Optional.empty());
        new RecoveryCase(FIXTURE, "not stamped by the broker")
                .signed(first, good, false)
                .signed(TWO.getLast(), good, true)
                .snapshot(NEWER)
                .add(cases, Optional.empty());
        new RecoveryCase(FIXTURE, "two have signed another state")
                .signed(first, other, true)
                .signed(TWO.getLast(), other, true)
                .snapshot(NEWER)
                .add(cases, Optional.empty());
    }

    private static void decisions(ArrayNode cases) {
        CertifiedDecision revoked = RecoveryFixture.revocation(TWO);
        new RecoveryCase(FIXTURE, "a signer's key is revoked since")
                .audit(RecoveryFixture.registration())
                .audit(revoked)
                .state(NEWER, TWO)
                .add(cases, Optional.empty());
        new RecoveryCase(FIXTURE, "the others are enough")
                .audit(RecoveryFixture.registration())
                .audit(revoked)
                .state(NEWER, RecoveryFixture.VALIDATORS)
                .add(cases, Optional.of(NEWER));
        new RecoveryCase(FIXTURE, "a revocation that one validator signed is none")
                .audit(RecoveryFixture.registration())
                .audit(RecoveryFixture.revocation(TWO.subList(0, 1)))
                .state(NEWER, TWO)
                .add(cases, Optional.of(NEWER));
        new RecoveryCase(FIXTURE, "a revocation before the decision that it follows is none")
                .audit(revoked)
                .audit(RecoveryFixture.registration())
                .state(NEWER, TWO)
                .add(cases, Optional.of(NEWER));
        new RecoveryCase(FIXTURE, "garbage in the audit is passed over")
                .garbage()
                .audit(RecoveryFixture.registration())
                .audit(RecoveryFixture.registration())
                .audit(revoked)
                .state(NEWER, TWO)
                .add(cases, Optional.empty());
    }

    private static void chunks(ArrayNode cases) {
        StateSnapshot good = FIXTURE.snapshot(NEWER);
        NavigableMap<Bytes, Bytes> richer = new TreeMap<>(good.entries());
        richer.put(Bytes.utf8("account 9"), Bytes.utf8("1000000|none"));
        new RecoveryCase(FIXTURE, "an entry more")
                .both(TWO)
                .replaced(new StateSnapshot(good.postState(), richer, good.context()))
                .add(cases, Optional.of(OLDER));
        new RecoveryCase(FIXTURE, "another end of the chain")
                .both(TWO)
                .replaced(new StateSnapshot(Hash.sha256(), good.entries(), good.context()))
                .add(cases, Optional.of(OLDER));
        new RecoveryCase(FIXTURE, "the replay windows of another place")
                .both(TWO)
                .replaced(new StateSnapshot(
                        good.postState(),
                        good.entries(),
                        FIXTURE.snapshot(OLDER).context()))
                .add(cases, Optional.of(OLDER));
        SnapshotChunk whole = RecoveryFixture.chunk(good, NEWER);
        Bytes half = Bytes.wrap(
                java.util.Arrays.copyOf(whole.content().array(), whole.content().length() / 2));
        edited(cases, "cut short", whole, 0, 1, half);
        edited(cases, "one of two chunks", whole, 0, 2, whole.content());
        edited(cases, "a chunk that is not the first", whole, 1, 2, whole.content());
        new RecoveryCase(FIXTURE, "a chunk of another deployment")
                .both(TWO)
                .put(
                        SnapshotKey.of(whole),
                        new SnapshotChunk(Hash.sha256(), whole.partition(), NEWER, 0, 1, whole.content()))
                .add(cases, Optional.of(OLDER));
        new RecoveryCase(FIXTURE, "another place's chunk under its key")
                .both(TWO)
                .put(SnapshotKey.of(whole), RecoveryFixture.chunk(FIXTURE.snapshot(OLDER), OLDER))
                .add(cases, Optional.of(OLDER));
        new RecoveryCase(FIXTURE, "a key with a leading zero is none")
                .state(OLDER, TWO)
                .signedBy(NEWER, TWO)
                .put("0" + RecoveryFixture.PARTITION + "/6/0", whole)
                .add(cases, Optional.of(OLDER));
    }

    private static void edited(ArrayNode cases, String name, SnapshotChunk whole, int index, int count, Bytes content) {
        SnapshotChunk wrong = new SnapshotChunk(whole.deployment(), whole.partition(), NEWER, index, count, content);
        new RecoveryCase(FIXTURE, name)
                .state(OLDER, TWO)
                .signedBy(NEWER, TWO)
                .put(SnapshotKey.of(wrong), wrong)
                .add(cases, Optional.of(OLDER));
    }

    @Override
    public void check(JsonNode file) {
        Hash deployment = Json.hash(file.get("deployment"));
        int partition = file.get("partition").asInt();
        List<BusinessRecord> log = new ArrayList<>();
        file.get("businessLog")
                .forEach(value -> log.add(BusinessCodec.decode(
                        new LogPosition(partition, log.size()),
                        file.get("appendTime").asLong(),
                        true,
                        Json.bytes(value).array())));
        Genesis genesis = RecoveryFixture.genesis();
        for (JsonNode one : file.get("cases")) {
            CheckpointTally tally = new CheckpointTally(genesis, chain(genesis, deployment, one), Ed25519.verifier());
            one.get("checkpoints")
                    .forEach(record -> CheckpointCodec.decode(
                                    record.get("logAppendTime").asBoolean(),
                                    Json.bytes(record.get("value")).array())
                            .ifPresent(tally::add));
            Optional<Long> found = candidates(one, partition).entrySet().stream()
                    .filter(snapshot -> tally.at(new LogPosition(partition, snapshot.getKey()))
                            .flatMap(checkpoint -> VerifiedSnapshot.of(
                                            checkpoint,
                                            snapshot.getValue().values(),
                                            Ed25519.verifier(),
                                            offset -> log.get((int) offset))
                                    .found())
                            .isPresent())
                    .map(java.util.Map.Entry::getKey)
                    .findFirst();
            JsonNode expected = one.get("restored");
            assertThat(found)
                    .describedAs(one.get("name").asText())
                    .isEqualTo(
                            expected.isNull()
                                    ? Optional.empty()
                                    : Optional.of(expected.get("businessOffset").asLong()));
        }
    }

    private static DecisionChain chain(Genesis genesis, Hash deployment, JsonNode one) {
        ValidatorSet validators = new ValidatorSet(genesis, Ed25519.verifier());
        DecisionChain chain = DecisionChain.of(genesis, deployment);
        for (JsonNode value : one.get("audit")) {
            try {
                CertifiedDecision decision =
                        DecisionCodec.decodeFramed(Json.bytes(value).array());
                if (chain.check(decision, validators).isEmpty()) {
                    chain = chain.after(decision.decision()).orElseThrow();
                }
            } catch (MalformedRecordException garbage) {
                assertThat(Json.bytes(value).length()).isLessThan(64);
            }
        }
        return chain;
    }

    /** Snapshots by business offset: first those that leave no request unanswered, each group from the newest on. */
    private static SortedMap<Long, SortedMap<Integer, SnapshotChunk>> candidates(JsonNode one, int partition) {
        long resumeFrom = one.get("resumeFrom").asLong();
        SortedMap<Long, SortedMap<Integer, SnapshotChunk>> found = new TreeMap<>((left, right) -> {
            int late = Boolean.compare(left >= resumeFrom, right >= resumeFrom);
            return late != 0 ? late : Long.compare(right, left);
        });
        one.get("snapshots").forEach(record -> put(record, partition, found));
        return found;
    }

    private static void put(JsonNode record, int partition, SortedMap<Long, SortedMap<Integer, SnapshotChunk>> found) {
        Consumer<SnapshotKey> put = key -> {
            SortedMap<Integer, SnapshotChunk> chunks =
                    found.computeIfAbsent(key.position().offset(), none -> new TreeMap<>());
            chunks.remove(key.index());
            Json.optionalBytes(record.get("value"))
                    .flatMap(value -> SnapshotChunkCodec.decode(value.array()))
                    .ifPresent(chunk -> chunks.put(key.index(), chunk));
        };
        SnapshotKey.decode(Bytes.utf8(record.get("key").asText()).array())
                .filter(key -> key.position().partition() == partition)
                .ifPresent(put);
    }
}
