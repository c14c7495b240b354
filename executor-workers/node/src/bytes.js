// @ts-check
/** Small functions on bytes. Integers are big-endian, 64-bit ones are BigInt: never a double. */

export const EMPTY = Buffer.alloc(0);

/** 32 zero bytes: the hash before the first one of a chain. */
export const ZERO_HASH = Buffer.alloc(32);

/** @param {number} value @returns {Buffer} 4 bytes */
export function u32(value) {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32BE(value | 0);
  return bytes;
}

/** @param {bigint} value @returns {Buffer} 8 bytes */
export function u64(value) {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigInt64BE(BigInt.asIntN(64, value));
  return bytes;
}

/** @param {string} text @returns {Buffer} */
export const utf8 = (text) => Buffer.from(text, 'utf8');

/**
 * A string that is equal, and ordered, exactly as the bytes are (unsigned): for keys of maps.
 * @param {Buffer} bytes
 */
export const mapKey = (bytes) => bytes.toString('latin1');

/**
 * Strictly ascending by UTF-8 bytes, so that none occurs twice.
 * @param {string[]} texts
 */
export function isAscending(texts) {
  for (let i = 1; i < texts.length; i++) {
    if (Buffer.compare(utf8(texts[i - 1]), utf8(texts[i])) >= 0) return false;
  }
  return true;
}

const HEX = /^(?:[0-9a-f]{2})*$/i;

/**
 * @param {string} text
 * @returns {Buffer}
 * @throws {TypeError} for what is not hexadecimal, which Buffer.from would cut off in silence
 */
export function fromHex(text) {
  if (typeof text !== 'string' || !HEX.test(text)) throw new TypeError('not hexadecimal');
  return Buffer.from(text, 'hex');
}
