// @ts-check
/**
 * The version of the rules that a deployment was founded under, from 1: it stands in genesis and never changes there (PROTOCOL 3).
 * Whatever differs between versions is a question here.
 */

/** Of every genesis that names none. */
export const FIRST_RULES = 1;
const LATEST_RULES = 2;

/** The reason, by name, why this release cannot follow those rules; null when it can. @param {number} version */
export const rulesObjection = (version) =>
  version > LATEST_RULES
    ? `genesis asks for rules version ${version}, this release knows those up to ${LATEST_RULES}; use a newer one`
    : null;

/** Whether a sequence below the replay window is SEQUENCE_TOO_OLD, and not REPLAYED like one that was used. @param {number} version */
export const tellsTooOldFromReplayed = (version) => version >= 2;

/** Whether the reason of a refused genesis depends on the validity of its public keys, which is costly. @param {number} version */
export const validatesStrayKeys = (version) => version < 2;

/** Whether a policy is refused under which a verdict could outgrow what a record may hold. @param {number} version */
export const boundsVerdicts = (version) => version >= 2;
