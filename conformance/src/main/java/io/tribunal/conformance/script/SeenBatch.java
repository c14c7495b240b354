package io.tribunal.conformance.script;

import io.tribunal.core.log.ResponseBatch;
import java.util.Optional;

/**
 * A record of response-log.
 *
 * @param batch empty when it cannot be read
 * @param complaint why it cannot be read
 */
record SeenBatch(int partition, long offset, Optional<ResponseBatch> batch, String complaint) {}
