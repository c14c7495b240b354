package io.tribunal.audit.check;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.log.ResponseBatch;

/** A response whose author is proved. */
record VerifiedResponse(ExecutorId executor, ResponseBatch.Proved proved, long offset, long appendTime) {}
