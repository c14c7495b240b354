package io.tribunal.core.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.signature.SignedEnvelope;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final Bytes GENESIS = Bytes.utf8("genesis");

    private static Stream<String> names(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i);
    }

    private static RegisteredKey key(String id, String owner, Role role) {
        return new RegisteredKey(
                new KeyId(id), role, owner, Hash.sha256(Bytes.utf8(id).array()).bytes());
    }

    /** Five executors with a key each, the first with another one, and some validators. */
    private static Cursor cursor(int validators, int version) {
        Genesis genesis = new Genesis(
                Hash.ZERO,
                "test",
                1,
                names("e", 5).map(ExecutorId::new).toList(),
                names("v", validators).map(ValidatorId::new).toList(),
                Stream.of(
                                names("e", 5).map(name -> key("key:" + name, name, Role.EXECUTOR)),
                                names("v", validators).map(name -> key("key:" + name, name, Role.VALIDATOR)),
                                Stream.of(key("other:e1", "e1", Role.EXECUTOR)))
                        .flatMap(keys -> keys)
                        .toList(),
                1,
                Policy.defaults(new QuorumSpec(5), List.of(1L)),
                new RulesVersion(version));
        PartitionAdmission rules =
                new PartitionAdmission(0, Hash.sha256(GENESIS.array()), (key, message, signature) -> true);
        SignedEnvelope envelope = new SignedEnvelope("genesis", GENESIS, "root", Bytes.EMPTY, Optional.empty());
        rules.decide(new BusinessRecord(
                new LogPosition(0, 0), 0, Hash.ZERO, new BusinessRecord.Entry(envelope, 1, genesis)));
        return new Cursor(rules);
    }

    private static void executor(Cursor cursor, String name, long processedTo) {
        cursor.claim(new ExecutorId(name), new KeyId("key:" + name), processedTo);
    }

    private static void validator(Cursor cursor, String name, long processedTo) {
        cursor.claim(new ValidatorId(name), new KeyId("key:" + name), processedTo);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldReachWhatFPlusOneExecutorsClaim(int version) {
        Cursor cursor = cursor(0, version);
        executor(cursor, "e1", 100);
        executor(cursor, "e2", 50);
        assertThat(cursor.position()).isZero();
        executor(cursor, "e3", 7);
        assertThat(cursor.position()).isEqualTo(7);
        executor(cursor, "e3", 3);
        assertThat(cursor.position()).isEqualTo(7);
        executor(cursor, "e4", 60);
        assertThat(cursor.position()).isEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldReachWhatVPlusOneValidatorsClaim(int version) {
        Cursor cursor = cursor(3, version);
        validator(cursor, "v1", 20);
        assertThat(cursor.position()).isZero();
        validator(cursor, "v2", 9);
        assertThat(cursor.position()).isEqualTo(9);
        executor(cursor, "e1", 9);
        executor(cursor, "e2", 10);
        executor(cursor, "e3", 11);
        assertThat(cursor.position()).isEqualTo(9);
        executor(cursor, "e4", 12);
        assertThat(cursor.position()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldCountAnExecutorOnceHoweverManyKeysItHas(int version) {
        Cursor cursor = cursor(0, version);
        executor(cursor, "e1", 5);
        cursor.claim(new ExecutorId("e1"), new KeyId("other:e1"), 8);
        executor(cursor, "e2", 6);
        assertThat(cursor.position()).isZero();
        executor(cursor, "e3", 7);

        assertThat(cursor.position()).isEqualTo(6);
        assertThat(cursor.claimOf(new ExecutorId("e1"))).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldForgetAllClaimsOfAnExecutorWhoseStatusHasChanged(int version) {
        Cursor cursor = cursor(0, version);
        ExecutorId e1 = new ExecutorId("e1");
        assertThat(cursor.claimOf(e1)).isEqualTo(-1);
        executor(cursor, "e1", 4);
        cursor.claim(e1, new KeyId("other:e1"), 3);
        executor(cursor, "e2", 2);
        assertThat(cursor.claimOf(e1)).isEqualTo(4);
        cursor.forget(e1);
        assertThat(cursor.claimOf(e1)).isEqualTo(-1);
        assertThat(cursor.claimOf(new ExecutorId("e2"))).isEqualTo(2);
    }

    @Test
    void shouldNotCountAClaimUnderAKeyThatIsNotInForce() {
        Cursor cursor = cursor(0, 2);
        cursor.claim(new ExecutorId("e1"), new KeyId("revoked"), Long.MAX_VALUE);

        assertThat(cursor.claimOf(new ExecutorId("e1"))).isEqualTo(-1);
    }

    @Test
    void shouldWriteAndReadItsClaimsByAuthorUnderTheFirstRules() {
        Cursor cursor = cursor(3, 1);
        executor(cursor, "e2", 5);
        executor(cursor, "e1", 4);
        validator(cursor, "v1", 3);

        assertThat(written(cursor))
                .isEqualTo(Bytes.hex("00000002" + "00026531" + "0000000000000004" + "00026532" + "0000000000000005"
                        + "00000001" + "00027631" + "0000000000000003"));
        assertThat(written(readAgain(cursor, 1))).isEqualTo(written(cursor));
    }

    @Test
    void shouldWriteAndReadItsClaimsByKey() {
        Cursor cursor = cursor(3, 2);
        executor(cursor, "e1", 4);
        cursor.claim(new ExecutorId("e1"), new KeyId("other:e1"), 5);
        validator(cursor, "v1", 3);

        Cursor restored = readAgain(cursor, 2);
        assertThat(written(restored)).isEqualTo(written(cursor));
        assertThat(restored.claimOf(new ExecutorId("e1"))).isEqualTo(5);
    }

    private static Cursor readAgain(Cursor cursor, int version) {
        Cursor restored = cursor(3, version);
        assertThat(CanonicalReader.read(written(cursor), in -> {
                    restored.readFrom(in);
                    return restored;
                }))
                .contains(restored);
        return restored;
    }

    private static Bytes written(Cursor cursor) {
        CanonicalWriter out = new CanonicalWriter();
        cursor.writeTo(out);
        return out.toBytes();
    }
}
