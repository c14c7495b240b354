package io.tribunal.kafka.genesis;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.signature.SignedEnvelope;

/**
 * The genesis of a business-log partition.
 *
 * @param envelope in which it is signed
 * @param deployment SHA-256 of the genesis payload
 */
public record GenesisRecord(BusinessRecord record, SignedEnvelope envelope, Genesis genesis, Hash deployment) {}
