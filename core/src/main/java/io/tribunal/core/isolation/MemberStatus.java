package io.tribunal.core.isolation;

/**
 * The status of an executor in the deployment. SUSPECTED is a detector's level and no status: suspicion never shrinks an
 * electorate.
 */
public enum MemberStatus {
    /** Its answers count. */
    ACTIVE,
    /** Considered crashed: it may answer, but its answers do not count until UP. */
    DOWN,
    /** Found malicious: its answers do not count. */
    ISOLATED,
    /** Back with a verified state: its answers are checked and do not count until it is readmitted. */
    PROBATION
}
