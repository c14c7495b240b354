package io.tribunal.core.decision;

/** A decision and the certificate that it came with, as everyone reads it; nothing in it is checked yet. */
public record CertifiedDecision(OrderedDecision decision, QuorumCertificate certificate) {}
