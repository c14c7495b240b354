package io.tribunal.core.decision;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.policy.Policy;

/** What the holders of ROOT keys can order: keys, policy, a Void (PROTOCOL 3). */
public sealed interface Action {
    record RegisterKey(RegisteredKey key) implements Action {}

    record RevokeKey(KeyId keyId) implements Action {}

    record ChangePolicy(Policy policy) implements Action {}

    /**
     * Settles the state after a ballot on which no state could be agreed, in one partition only: the state after
     * {@code businessOffset} is {@code postState}. Later open ballots restart. A Void for another partition is numbered here too.
     */
    record VoidState(int partition, long businessOffset, Hash postState) implements Action {}
}
