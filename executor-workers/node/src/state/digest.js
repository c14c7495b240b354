// @ts-check
/** The hash chain of state changes of one partition (PROTOCOL 7). */
import { EMPTY, u32 } from '../bytes.js';
import { sha256, sha256Of, sha256One } from '../crypto/sha256.js';

/** @typedef {{key: Buffer, value: Buffer | null}} Write one change of state; null removes the key */

const STEP = Buffer.from([0x02]);
const REMOVED = Buffer.from([0x00]);
const PRESENT = Buffer.from([0x01]);

/** `len32(key) || key || (0x00 | 0x01 || len32(value) || value)`. @param {Write} write @returns {Buffer[]} */
export function writeParts({ key, value }) {
  const head = [u32(key.length), key];
  return value === null ? [...head, REMOVED] : [...head, PRESENT, u32(value.length), value];
}

/** SHA-256 over the writes, which ascend by key. @param {Write[]} writes */
export const writesHash = (writes) =>
  writes.length === 0 ? sha256One(EMPTY) : sha256Of(writes.flatMap(writeParts));

/** The chain after the writes; `pre` itself when nothing was written. @param {Buffer} pre @param {Write[]} writes */
export const nextState = (pre, writes) => (writes.length === 0 ? pre : sha256(STEP, pre, writesHash(writes)));
