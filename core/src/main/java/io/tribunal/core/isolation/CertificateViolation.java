package io.tribunal.core.isolation;

import io.tribunal.core.ballot.Rejection;

/**
 * The first rule that a certified decision violates; the decision then has no effect.
 *
 * @param detail for people
 */
public record CertificateViolation(Rejection reason, String detail) {}
