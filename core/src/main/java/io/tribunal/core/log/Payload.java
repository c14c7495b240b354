package io.tribunal.core.log;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.signature.PayloadType;

/** What a business-log envelope carries. */
public sealed interface Payload permits Genesis, Request, Control {
    /** SHA-256 of the genesis payload; zero in genesis itself. */
    Hash deployment();

    PayloadType type();
}
