package io.tribunal.core.isolation;

import io.tribunal.core.ballot.Rejection;

/**
 * The first rule that a certified decision fails: then it is void and changes nothing.
 *
 * @param detail for people
 */
public record CertificateViolation(Rejection reason, String detail) {}
