package io.tribunal.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.admission.ReplayWindow;
import io.tribunal.core.decision.Action;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.Role;
import io.tribunal.core.state.StateTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A snapshot whose writer alters each of its parts. */
class VerifiedSnapshotTest {
    private static final int CHUNKS = 3;

    private final BusinessLogFixture log = new BusinessLogFixture();
    private final AdmissionContext context;
    private final StateSnapshot honest;
    private final Checkpoint checkpoint;

    VerifiedSnapshotTest() {
        log.request(1);
        log.mandate(new Action.RegisterKey(BusinessLogFixture.key("c2", Role.CLIENT)));
        log.request(2);
        context = log.lastContext();
        honest = new StateSnapshot(Hash.sha256(new byte[] {1}), entries(), context.encode());
        checkpoint = checkpoint(honest);
    }

    private static SortedMap<Bytes, Bytes> entries() {
        Random random = new Random(11);
        SortedMap<Bytes, Bytes> entries = new TreeMap<>();
        for (int i = 0; i < 700; i++) {
            byte[] value = new byte[1000];
            random.nextBytes(value);
            entries.put(Bytes.utf8("key" + i), Bytes.wrap(value));
        }
        return entries;
    }

    private Checkpoint checkpoint(StateSnapshot snapshot) {
        return new Checkpoint(
                log.deployment,
                0,
                context.businessOffset(),
                snapshot.postState(),
                StateTree.of(snapshot.entries()).root(),
                Hash.sha256(snapshot.context().array()));
    }

    private List<SnapshotChunk> chunks(StateSnapshot snapshot) {
        return snapshot.chunks(log.deployment, 0, context.businessOffset());
    }

    private Checked<VerifiedSnapshot> founded(List<SnapshotChunk> chunks) {
        return VerifiedSnapshot.of(checkpoint, chunks, BusinessLogFixture.VERIFIER, log::at);
    }

    private void assertRefused(StateSnapshot snapshot, SnapshotFlaw flaw) {
        assertThat(founded(chunks(snapshot)).objection()).contains(flaw);
    }

    @Test
    void shouldReturnTheStateAndTheAdmissionThatWereSigned() {
        List<SnapshotChunk> shuffled = new ArrayList<>(chunks(honest));
        Collections.shuffle(shuffled, new Random(3));

        VerifiedSnapshot snapshot = founded(shuffled).found().orElseThrow();

        assertThat(shuffled).hasSize(CHUNKS);
        assertThat(snapshot.state().entries()).isEqualTo(honest.entries());
        assertThat(snapshot.size()).isEqualTo(700);
        assertThat(snapshot.postState()).isEqualTo(honest.postState());
        assertThat(snapshot.businessOffset()).isEqualTo(3);
        PartitionAdmission first = snapshot.admission(BusinessLogFixture.VERIFIER);
        first.decide(log.at(log.request(3)));
        assertThat(snapshot.admission(BusinessLogFixture.VERIFIER).windows())
                .as("each time anew")
                .isNotEqualTo(first.windows());
        assertThat(AdmissionContext.of(snapshot.admission(BusinessLogFixture.VERIFIER), 3))
                .isEqualTo(context);
    }

    @Test
    void shouldRefuseOtherEntries() {
        TreeMap<Bytes, Bytes> changed = new TreeMap<>(honest.entries());
        changed.put(changed.firstKey(), Bytes.utf8("richer"));
        TreeMap<Bytes, Bytes> fewer = new TreeMap<>(honest.entries());
        fewer.pollLastEntry();
        TreeMap<Bytes, Bytes> more = new TreeMap<>(honest.entries());
        more.put(Bytes.utf8("mine"), Bytes.EMPTY);

        for (TreeMap<Bytes, Bytes> poisoned : List.of(changed, fewer, more)) {
            assertRefused(new StateSnapshot(honest.postState(), poisoned, honest.context()), SnapshotFlaw.ENTRIES);
        }
    }

    @Test
    void shouldRefuseAnotherChainValue() {
        assertRefused(new StateSnapshot(Hash.ZERO, honest.entries(), honest.context()), SnapshotFlaw.POST_STATE);
    }

    @Test
    void shouldRefuseOtherWindowsRulesNumbersAndHeads() {
        TreeMap<KeyId, List<ReplayWindow.Admitted>> windows = new TreeMap<>(context.windows());
        windows.put(BusinessLogFixture.keyId("client"), List.of(new ReplayWindow.Admitted(1, 1)));
        List<AdmissionContext> poisoned = List.of(
                context(context.ruleOffsets(), 1, context.head(), windows),
                context(List.of(0L), 1, context.head(), context.windows()),
                context(context.ruleOffsets(), 0, context.head(), context.windows()),
                context(context.ruleOffsets(), 1, Hash.ZERO, context.windows()),
                context(List.of(0L), 0, Hash.ZERO, context.windows()));

        for (AdmissionContext other : poisoned) {
            assertRefused(
                    new StateSnapshot(honest.postState(), honest.entries(), other.encode()), SnapshotFlaw.CONTEXT);
        }
    }

    private AdmissionContext context(
            List<Long> ruleOffsets, long decisions, Hash head, SortedMap<KeyId, List<ReplayWindow.Admitted>> windows) {
        return new AdmissionContext(log.deployment, 0, context.businessOffset(), decisions, head, ruleOffsets, windows);
    }

    @Test
    void shouldRefuseAContextOfAnotherPlaceEvenWhenSigned() {
        for (AdmissionContext other : List.of(
                new AdmissionContext(Hash.ZERO, 0, 3, 1, context.head(), List.of(0L, 2L), context.windows()),
                new AdmissionContext(log.deployment, 1, 3, 1, context.head(), List.of(0L, 2L), context.windows()),
                new AdmissionContext(log.deployment, 0, 4, 1, context.head(), List.of(0L, 2L), context.windows()))) {
            StateSnapshot snapshot = new StateSnapshot(honest.postState(), honest.entries(), other.encode());
            assertThat(snapshot.verify(checkpoint(snapshot)).objection()).contains(SnapshotFlaw.PLACE);
        }
        StateSnapshot none = new StateSnapshot(honest.postState(), honest.entries(), Bytes.EMPTY);
        assertThat(none.verify(checkpoint(none)).objection()).contains(SnapshotFlaw.PLACE);
    }

    @Test
    void shouldRefuseRulesThatTheLogDoesNotContain() {
        Checked<VerifiedSnapshot> founded = VerifiedSnapshot.of(
                checkpoint, chunks(honest), BusinessLogFixture.VERIFIER, offset -> log.at(offset == 2 ? 1 : offset));

        assertThat(founded.objection()).contains(SnapshotFlaw.RULES);
    }

    @Test
    void shouldRefuseMissingAndDoubledChunks() {
        for (int i = 0; i < CHUNKS; i++) {
            List<SnapshotChunk> fewer = new ArrayList<>(chunks(honest));
            SnapshotChunk lost = fewer.remove(i);
            assertThat(founded(fewer).objection()).contains(SnapshotFlaw.MISSING_CHUNK);
            List<SnapshotChunk> more = new ArrayList<>(chunks(honest));
            more.add(lost);
            assertThat(founded(more).objection()).contains(SnapshotFlaw.DOUBLED_CHUNK);
        }
        assertThat(founded(List.of()).objection()).contains(SnapshotFlaw.MISSING_CHUNK);
    }

    @Test
    void shouldRefuseChunksOfAnotherPlace() {
        SnapshotChunk good = chunks(honest).getFirst();
        List<SnapshotChunk> foreign = List.of(
                new SnapshotChunk(Hash.ZERO, 0, 3, 0, CHUNKS, good.content()),
                new SnapshotChunk(log.deployment, 1, 3, 0, CHUNKS, good.content()),
                new SnapshotChunk(log.deployment, 0, 4, 0, CHUNKS, good.content()));

        for (SnapshotChunk other : foreign) {
            List<SnapshotChunk> mixed = new ArrayList<>(chunks(honest));
            mixed.set(0, other);
            assertThat(founded(mixed).objection()).contains(SnapshotFlaw.FOREIGN_CHUNK);
        }
    }

    @Test
    void shouldRefuseCountsThatDoNotHold() {
        SnapshotChunk good = chunks(honest).getFirst();
        for (int[] place : new int[][] {{0, CHUNKS + 1}, {0, CHUNKS - 1}, {-1, CHUNKS}, {CHUNKS, CHUNKS}, {0, 0}}) {
            List<SnapshotChunk> mixed = new ArrayList<>(chunks(honest));
            mixed.set(0, new SnapshotChunk(log.deployment, 0, 3, place[0], place[1], good.content()));
            assertThat(founded(mixed).objection()).contains(SnapshotFlaw.CHUNK_COUNT);
        }
        SnapshotChunk far = new SnapshotChunk(log.deployment, 0, 3, 0, SnapshotChunk.MAX_COUNT + 1, good.content());
        assertThat(founded(List.of(far)).objection()).contains(SnapshotFlaw.TOO_MANY_CHUNKS);
        SnapshotChunk alone = new SnapshotChunk(log.deployment, 0, 3, 0, SnapshotChunk.MAX_COUNT, good.content());
        assertThat(founded(List.of(alone)).objection()).contains(SnapshotFlaw.MISSING_CHUNK);
    }

    @Test
    void shouldRefuseChunksOfAnotherSize() {
        for (int index = 0; index < CHUNKS; index++) {
            int larger = SnapshotChunk.MAX_CONTENT + 1;
            int size = index == CHUNKS - 1 ? 0 : SnapshotChunk.MAX_CONTENT - 1;
            for (int bytes : new int[] {size, larger}) {
                List<SnapshotChunk> odd = new ArrayList<>(chunks(honest));
                odd.set(index, new SnapshotChunk(log.deployment, 0, 3, index, CHUNKS, Bytes.wrap(new byte[bytes])));
                assertThat(founded(odd).objection()).contains(SnapshotFlaw.CHUNK_SIZE);
            }
        }
    }

    @Test
    void shouldRefuseBytesThatAreNoSnapshot() {
        SnapshotChunk noise = new SnapshotChunk(log.deployment, 0, 3, 0, 1, Bytes.utf8("noise"));

        assertThat(founded(List.of(noise)).objection()).contains(SnapshotFlaw.UNREADABLE);
        byte[] good = honest.encode().array();
        byte[] otherVersion = good.clone();
        otherVersion[3] ^= 1;
        assertThat(StateSnapshot.decode(Bytes.wrap(otherVersion))).isEmpty();
        assertThat(StateSnapshot.decode(Bytes.wrap(Arrays.copyOf(good, good.length + 1))))
                .isEmpty();
    }

    @Test
    void shouldReadAscendingEntriesOnly() {
        Bytes swapped = new CanonicalWriter()
                .int32(0x54525401)
                .hash(Hash.ZERO)
                .bytes(Bytes.EMPTY)
                .int32(2)
                .bytes(Bytes.utf8("b"))
                .bytes(Bytes.EMPTY)
                .bytes(Bytes.utf8("a"))
                .bytes(Bytes.EMPTY)
                .toBytes();
        Bytes doubled = Bytes.hex(swapped.toHex().replace("0000000162", "0000000161"));
        Bytes rising = Bytes.hex(doubled.toHex().replaceFirst("61(0{8})0000000161", "61$10000000162"));

        assertThat(StateSnapshot.decode(swapped)).isEmpty();
        assertThat(StateSnapshot.decode(doubled)).isEmpty();
        assertThat(StateSnapshot.decode(rising)).isPresent();
    }

    @Test
    void shouldBeEqualAfterARoundTripAndImmutable() {
        assertThat(StateSnapshot.decode(honest.encode())).contains(honest);
        assertThatThrownBy(() -> honest.entries().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
