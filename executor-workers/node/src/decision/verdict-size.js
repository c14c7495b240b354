// @ts-check
/** How large a verdict can become (PROTOCOL 5): one that no record can hold would stop its partition for good. */
import { MAX_DERIVED_RECORD, MAX_RESPONSE_BYTES } from '../limits.js';

const REST = 16 << 10;
const NAMED = 512;
const PROOF = 2 << 10;

/**
 * Whether every verdict fits: it names each executor, repeats one response, and may carry one more of each.
 * @param {number} executors @param {boolean} embeds
 */
export function fitsRecord(executors, embeds) {
  const each = NAMED + (embeds ? PROOF + MAX_RESPONSE_BYTES : 0);
  return REST + MAX_RESPONSE_BYTES + executors * each <= MAX_DERIVED_RECORD;
}
