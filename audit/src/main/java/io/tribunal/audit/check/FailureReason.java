package io.tribunal.audit.check;

/** Why a bundle is refuted. The checks run in this order, and the first one that fails is reported. */
public enum FailureReason {
    /** The file is not a canonical bundle of this format. */
    FORMAT,
    /** The first record is not a genesis that can be read and applied. */
    GENESIS,
    /** The genesis is of another deployment than the file claims or the reader asked for. */
    DEPLOYMENT,
    /** The decisions do not form the chain from genesis on: a number, hash, certificate or mandate is wrong. */
    DECISIONS,
    /** The chain ends with another decision than the file claims. */
    OTHER_DECISION,
    /** The requests are not those that the decision names. */
    EVIDENCE,
    /** A request cannot be read, is not signed by a registered client, or is not admitted for another reason. */
    REQUEST,
    /** A response or its header cannot be read. */
    RESPONSE,
    /** A header's key is not a key of the executor it names that was in force in this deployment. */
    RESPONSE_KEY,
    /** A header's signature is invalid. */
    RESPONSE_SIGNATURE,
    /** A response is of another deployment, partition or request, out of order, or later than the decision. */
    RESPONSE_PLACE,
    /** A response's Merkle path does not lead to the signed root. */
    RESPONSE_PROOF,
    /** The author of a response was not in the electorate. */
    ELECTORATE,
    /** A response does not count: it is a duplicate, or the responses mix both sides of a Void. */
    SUPERFLUOUS,
    /** There are not enough equal answers. */
    AGREEMENT,
    /** The suspect's signed answers do not show the deviation. */
    DEVIATION,
    /** The evidence cannot add up to the statistic, or the statistic is below the malicious level. */
    STATISTIC,
    /** The evidence chain does not match the records. */
    CHAIN,
    /** The summary does not match the records. */
    SUMMARY
}
