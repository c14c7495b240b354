// @ts-check
/** Avro single-object encoding: `C3 01 || fingerprint (8 bytes, little-endian) || body`. */
import { require } from '../malformed.js';

const MARKER = Buffer.from('c301', 'hex');
/** Bytes before the body: the marker and the fingerprint. */
export const SINGLE_OBJECT = 10;

/** @param {import('../avro/codec.js').AvroType} type @param {any} value @returns {Buffer} */
export const encodeSingle = (type, value) => type.encodeAfter(Buffer.concat([MARKER, type.fingerprint]), value);

/** Whether a single object names that schema. @param {import('../avro/codec.js').AvroType} type @param {Buffer} bytes */
export const isNamedBy = (type, bytes) =>
  bytes.length >= SINGLE_OBJECT && bytes.subarray(0, 2).equals(MARKER) && bytes.subarray(2, SINGLE_OBJECT).equals(type.fingerprint);

/**
 * @param {import('../avro/codec.js').AvroType} type
 * @param {Buffer} bytes
 * @throws {import('../malformed.js').Malformed} for another schema, or what is no canonical body
 */
export function decodeSingle(type, bytes) {
  require(bytes.length >= SINGLE_OBJECT && bytes[0] === MARKER[0] && bytes[1] === MARKER[1], 'not an Avro single object');
  require(bytes.subarray(2, SINGLE_OBJECT).equals(type.fingerprint), 'another schema fingerprint');
  return type.decode(bytes, SINGLE_OBJECT);
}
