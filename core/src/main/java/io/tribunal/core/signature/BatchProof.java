package io.tribunal.core.signature;

import io.tribunal.core.identity.Hash;
import java.util.List;

/** Where a payload stands in the Merkle tree whose root was signed: leaf index, leaf count, audit path (RFC 6962). */
public record BatchProof(int leafIndex, int treeSize, List<Hash> path) {
    public BatchProof {
        path = List.copyOf(path);
    }
}
