package io.tribunal.audit.check;

/** Why a bundle proves nothing, in the order in which the checks are made: the first one that fails is named. */
public enum FailureReason {
    /** Not a bundle of this format in its one spelling. */
    FORMAT,
    /** The first record is no genesis that can be read and applied. */
    GENESIS,
    /** The genesis founds another deployment than the file claims, or than was asked for. */
    DEPLOYMENT,
    /** The decisions are not the chain from genesis on: a number, a hash, a certificate or a mandate does not hold. */
    DECISIONS,
    /** The chain ends with another decision than the file claims, or than was asked for. */
    OTHER_DECISION,
    /** The requests are not those that the decision names. */
    EVIDENCE,
    /** A request is not readable, not signed by a registered client, or not admitted for another reason. */
    REQUEST,
    /** A response or its header cannot be read. */
    RESPONSE,
    /** A header's key is no key of an executor of this deployment that was in force. */
    RESPONSE_KEY,
    /** A header's signature is not valid. */
    RESPONSE_SIGNATURE,
    /** A response is of another deployment, partition or request, out of order, or later than the decision. */
    RESPONSE_PLACE,
    /** A response is not the one of its index under the signed root. */
    RESPONSE_PROOF,
    /** The author of a response had no vote there. */
    ELECTORATE,
    /** A response that did not count: a repeat, or one from before a Void among those after it. */
    SUPERFLUOUS,
    /** Not enough equal answers. */
    AGREEMENT,
    /** The accused's signed answers show nothing of what it is accused of. */
    DEVIATION,
    /** The evidence does not reach the statistic, or the statistic not its level. */
    STATISTIC,
    /** The evidence chain is not the one of these records. */
    CHAIN,
    /** The summary says something else than the records. */
    SUMMARY
}
