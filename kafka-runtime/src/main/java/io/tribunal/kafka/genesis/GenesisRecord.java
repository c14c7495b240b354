package io.tribunal.kafka.genesis;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Genesis;

/**
 * The genesis of a business-log partition.
 *
 * @param deployment SHA-256 of the genesis payload
 */
public record GenesisRecord(BusinessRecord record, Genesis genesis, Hash deployment) {}
