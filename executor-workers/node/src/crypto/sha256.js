// @ts-check
import { createHash, hash } from 'node:crypto';

/** SHA-256 of the parts, one after the other. @param {...(Buffer|Uint8Array)} parts @returns {Buffer} 32 bytes */
export function sha256(...parts) {
  return sha256One(parts.length === 1 ? parts[0] : Buffer.concat(parts));
}

/** SHA-256 of one run of bytes: the fast path. @param {Buffer|Uint8Array} bytes @returns {Buffer} */
export function sha256One(bytes) {
  // 'buffer' is an output form of the one-shot call that older type declarations do not name.
  return /** @type {Buffer} */ (/** @type {unknown} */ (hash('sha256', bytes, /** @type {any} */ ('buffer'))));
}

/** A digest to be fed piece by piece, for what is too long to join. */
export const newSha256 = () => createHash('sha256');
