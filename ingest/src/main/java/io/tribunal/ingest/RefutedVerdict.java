package io.tribunal.ingest;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.ingest.check.VerdictCheckResult;

/** A verdict on one of the client's entries that does not hold; the client keeps waiting for a valid one. */
public record RefutedVerdict(LogPosition position, VerdictCheckResult.Refutation reason, String detail) {}
