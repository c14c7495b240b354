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

/** SHA-256 of any number of parts, one after the other: a call takes some hundred thousand arguments at most.
 * @param {Iterable<Buffer|Uint8Array>} parts @returns {Buffer} */
export function sha256Of(parts) {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest();
}
