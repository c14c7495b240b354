package io.tribunal.core.signature;

import io.tribunal.core.identity.Bytes;
import java.util.Optional;

/**
 * A signed payload as it travels (PROTOCOL 2). Nothing in it is checked yet.
 *
 * @param payload single-object-encoded Avro, the exact bytes that were signed
 * @param keyId the claimed key; any text
 * @param batch present when the signature is over a Merkle root and not over the payload itself
 */
public record SignedEnvelope(
        String payloadType, Bytes payload, String keyId, Bytes signature, Optional<BatchProof> batch) {}
