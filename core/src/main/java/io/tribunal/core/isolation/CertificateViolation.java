package io.tribunal.core.isolation;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.RejectionDetail;

/**
 * The first rule that a certified decision violates; the decision then has no effect.
 *
 * @param words for people; those of rules version 1
 */
public record CertificateViolation(Rejection reason, RejectionDetail code, String words) {}
