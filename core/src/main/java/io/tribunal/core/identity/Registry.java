package io.tribunal.core.identity;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The keys in force at one position of a log. Immutable: registering and revoking give a new registry.
 * A key id and a public key are each registered at most once, ever; revoking does not free them.
 */
public final class Registry {
    public static final Registry EMPTY = new Registry(new TreeMap<>(), Set.of());

    private final SortedMap<KeyId, RegisteredKey> everRegistered;
    private final Set<KeyId> revoked;
    private final Set<Bytes> publicKeys;

    private Registry(SortedMap<KeyId, RegisteredKey> everRegistered, Set<KeyId> revoked) {
        this.everRegistered = everRegistered;
        this.revoked = revoked;
        this.publicKeys = new HashSet<>();
        everRegistered.values().forEach(key -> publicKeys.add(key.publicKey()));
    }

    /** A registry of the given keys, or empty when an id or a public key stands twice. */
    public static Optional<Registry> of(Collection<RegisteredKey> keys) {
        Optional<Registry> registry = Optional.of(EMPTY);
        for (RegisteredKey key : keys) {
            registry = registry.flatMap(sofar -> sofar.register(key));
        }
        return registry;
    }

    /** This registry with one more key, or empty when its id or its public key was ever registered before. */
    public Optional<Registry> register(RegisteredKey key) {
        if (everRegistered.containsKey(key.keyId()) || publicKeys.contains(key.publicKey())) {
            return Optional.empty();
        }
        SortedMap<KeyId, RegisteredKey> keys = new TreeMap<>(everRegistered);
        keys.put(key.keyId(), key);
        return Optional.of(new Registry(keys, revoked));
    }

    /** This registry without the key in force, or empty when it is not in force. */
    public Optional<Registry> revoke(KeyId keyId) {
        if (find(keyId).isEmpty()) {
            return Optional.empty();
        }
        Set<KeyId> gone = new HashSet<>(revoked);
        gone.add(keyId);
        return Optional.of(new Registry(everRegistered, gone));
    }

    /** The key of that id, if it is in force. */
    public Optional<RegisteredKey> find(KeyId keyId) {
        return revoked.contains(keyId) ? Optional.empty() : Optional.ofNullable(everRegistered.get(keyId));
    }

    /** The key in force under a claimed name; a name that cannot be one is unknown. */
    public Optional<RegisteredKey> findNamed(String keyId) {
        return KeyId.parse(keyId).flatMap(this::find);
    }

    /** All keys ever registered, ascending by id. */
    public Collection<RegisteredKey> everRegistered() {
        return Collections.unmodifiableCollection(everRegistered.values());
    }

    public boolean isRevoked(KeyId keyId) {
        return revoked.contains(keyId);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Registry that
                && everRegistered.equals(that.everRegistered)
                && revoked.equals(that.revoked);
    }

    @Override
    public int hashCode() {
        return 31 * everRegistered.hashCode() + revoked.hashCode();
    }
}
