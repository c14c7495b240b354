// @ts-check
/** Record values: `0x00 || schema id (4 bytes) || Avro body`. The id serves tools only. */
import { Malformed, require } from '../malformed.js';

/** Bytes before the body. */
export const FRAME = 5;

/** @param {number} schemaId @param {import('../avro/codec.js').AvroType} type @param {any} value @returns {Buffer} */
export function encodeValue(schemaId, type, value) {
  const frame = Buffer.alloc(FRAME);
  frame.writeInt32BE(schemaId, 1);
  return type.encodeAfter(frame, value);
}

/**
 * Reads one value: whatever is wrong with it becomes a detail for people, never an exception.
 * @template T
 * @param {Buffer | null} value null for a record without one
 * @param {boolean} logAppendTime whether the broker stamped the record itself
 * @param {number} limit bytes that a value may have
 * @param {(framed: Buffer) => T} decode throws {@link Malformed}
 * @returns {{ok: T} | {malformed: string}}
 */
export function readValue(value, logAppendTime, limit, decode) {
  if (value === null) return { malformed: 'no value' };
  if (!logAppendTime) return { malformed: 'not stamped by the broker (LogAppendTime)' };
  if (value.length > limit) return { malformed: `${value.length} bytes, ${limit} are allowed` };
  try {
    require(value.length >= FRAME && value[0] === 0, 'no 0x00 and schema id before the body');
    return { ok: decode(value) };
  } catch (error) {
    if (error instanceof Malformed) return { malformed: error.message };
    throw error;
  }
}
