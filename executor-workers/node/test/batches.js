// @ts-check
import { crc32c } from '@platformatic/kafka';

/** @param {number} value zig-zag varint @returns {number[]} */
const varint = (value) => {
  const octets = [];
  let bits = (value << 1) ^ (value >> 31);
  for (; bits > 0x7f; bits >>>= 7) octets.push((bits & 0x7f) | 0x80);
  return [...octets, bits];
};

/** A batch of Kafka's format 2. @param {{base: bigint, attributes: number, producer?: bigint, values: (Buffer | null)[], keys?: Buffer[]}} given */
export function batch({ base, attributes, producer = -1n, values, keys = [] }) {
  const records = values.flatMap((value, i) => {
    const key = keys[i] === undefined ? varint(-1) : [...varint(keys[i].length), ...keys[i]];
    const body = [0, ...varint(i), ...varint(i), ...key, ...(value === null ? varint(-1) : [...varint(value.length), ...value]), ...varint(0)];
    return [...varint(body.length), ...body];
  });
  const bytes = Buffer.alloc(61 + records.length);
  bytes.writeBigInt64BE(base, 0);
  bytes.writeInt32BE(bytes.length - 12, 8);
  bytes[16] = 2;
  bytes.writeInt16BE(attributes, 21);
  bytes.writeInt32BE(values.length - 1, 23);
  bytes.writeBigInt64BE(1_000n, 27);
  bytes.writeBigInt64BE(2_000n, 35);
  bytes.writeBigInt64BE(producer, 43);
  bytes.writeInt32BE(values.length, 57);
  Buffer.from(records).copy(bytes, 61);
  bytes.writeUInt32BE(crc32c(bytes.subarray(21)), 17);
  return bytes;
}
