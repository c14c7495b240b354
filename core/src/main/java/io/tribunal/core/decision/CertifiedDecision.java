package io.tribunal.core.decision;

/** A decision and the certificate that it came with, as it was read; nothing in it is checked yet. */
public record CertifiedDecision(OrderedDecision decision, QuorumCertificate certificate) {}
