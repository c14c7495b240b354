package io.tribunal.core.decision;

import io.tribunal.core.identity.Hash;

/** What a decision is about. Both kinds are numbered in one order, so that every partition applies them equally. */
public sealed interface Subject permits IsolationProposal, RootMandate {
    Hash deployment();

    /** What its supporters sign: a type and canonical bytes (DSSE). */
    byte[] signedBytes();

    /** SHA-256 of {@link #signedBytes}. */
    default Hash hash() {
        return Hash.sha256(signedBytes());
    }
}
