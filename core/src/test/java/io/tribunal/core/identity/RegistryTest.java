package io.tribunal.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryTest {
    private static final RegisteredKey A = key("a", Role.CLIENT, "alice", 1);
    private static final RegisteredKey B = key("b", Role.EXECUTOR, "e1", 2);
    private static final RegisteredKey C = key("c", Role.CLIENT, "alice", 3);

    @Test
    void shouldFindEachKeyUnderItsId() {
        Registry registry = Registry.of(List.of(A, B)).orElseThrow();

        assertThat(registry.find(A.keyId())).contains(A);
        assertThat(registry.find(B.keyId())).contains(B);
        assertThat(registry.find(C.keyId())).isEmpty();
    }

    @Test
    void shouldListKeysById() {
        assertThat(Registry.of(List.of(C, A, B)).orElseThrow().everRegistered()).containsExactly(A, B, C);
    }

    @Test
    void shouldNotDependOnTheOrderOfRegistration() {
        Registry one = Registry.of(List.of(A, B)).orElseThrow();
        Registry other = Registry.of(List.of(B, A)).orElseThrow();

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one).isNotEqualTo(Registry.EMPTY);
    }

    @Test
    void shouldRegisterAKeyIdOnce() {
        Registry registry = Registry.EMPTY.register(A).orElseThrow();

        assertThat(registry.register(key("a", Role.CLIENT, "alice", 9))).isEmpty();
        assertThat(Registry.of(List.of(A, A))).isEmpty();
    }

    @Test
    void shouldRegisterAPublicKeyOnceUnderWhateverNameAndRole() {
        Registry registry = Registry.EMPTY.register(A).orElseThrow();

        assertThat(registry.register(key("z", Role.ROOT, "mallory", 1))).isEmpty();
    }

    @Test
    void shouldLetOneOwnerHaveSeveralKeys() {
        assertThat(Registry.of(List.of(A, C)).orElseThrow().everRegistered()).containsExactly(A, C);
    }

    @Test
    void shouldNotFindARevokedKey() {
        Registry registry = Registry.of(List.of(A, B)).orElseThrow();

        Registry after = registry.revoke(A.keyId()).orElseThrow();

        assertThat(after.find(A.keyId())).isEmpty();
        assertThat(after.isRevoked(A.keyId())).isTrue();
        assertThat(after.find(B.keyId())).contains(B);
        assertThat(after.everRegistered()).containsExactly(A, B);
        assertThat(after).isNotEqualTo(registry);
    }

    @Test
    void shouldNotChangeTheRegistryThatItCameFrom() {
        Registry before = Registry.EMPTY.register(A).orElseThrow();

        before.revoke(A.keyId());
        before.register(B);

        assertThat(before.find(A.keyId())).contains(A);
        assertThat(before.isRevoked(A.keyId())).isFalse();
        assertThat(before.everRegistered()).containsExactly(A);
    }

    @Test
    void shouldKeepTheIdAndThePublicKeyOfARevokedKeyTaken() {
        Registry registry =
                Registry.EMPTY.register(A).flatMap(r -> r.revoke(A.keyId())).orElseThrow();

        assertThat(registry.register(A)).isEmpty();
        assertThat(registry.register(key("a", Role.CLIENT, "alice", 9))).isEmpty();
        assertThat(registry.register(key("z", Role.CLIENT, "alice", 1))).isEmpty();
    }

    @Test
    void shouldKeepRevokedKeysRevokedWhenOthersAreRegistered() {
        Registry registry = Registry.EMPTY
                .register(A)
                .flatMap(r -> r.revoke(A.keyId()))
                .flatMap(r -> r.register(B))
                .orElseThrow();

        assertThat(registry.find(A.keyId())).isEmpty();
        assertThat(registry.find(B.keyId())).contains(B);
    }

    @Test
    void shouldRevokeOnlyWhatIsInForce() {
        Registry registry = Registry.EMPTY.register(A).orElseThrow();

        assertThat(registry.revoke(B.keyId())).isEmpty();
        assertThat(registry.revoke(A.keyId()).flatMap(r -> r.revoke(A.keyId()))).isEmpty();
    }

    private static RegisteredKey key(String id, Role role, String owner, int fill) {
        byte[] publicKey = new byte[RegisteredKey.PUBLIC_KEY_LENGTH];
        Arrays.fill(publicKey, (byte) fill);
        return new RegisteredKey(new KeyId(id), role, owner, Bytes.wrap(publicKey));
    }
}
