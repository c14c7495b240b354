package io.tribunal.schemas.codec;

import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.log.Genesis;
import io.tribunal.schemas.signing.PublicKeys;

/** Validates the public keys of a genesis that was read without: each costs as much as a signature. */
public final class GenesisKeys {
    private GenesisKeys() {}

    /** Whether every public key is one about which all verifiers agree. */
    public static boolean areValid(Genesis genesis) {
        return genesis.keys().stream().map(RegisteredKey::publicKey).allMatch(PublicKeys::isValid);
    }
}
