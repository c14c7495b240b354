// @ts-check
/**
 * Record batches (Kafka's format 2) as a broker sends them. Unlike the library's own reader this one returns for each record
 * whether the broker stamped it (attributes, bit 3), checks the checksum, and leaves out what a transaction took back.
 */
import { compressionsAlgorithmsByBitmask, crc32c } from '@platformatic/kafka';

/**
 * @typedef {{offset: bigint, timestamp: bigint, logAppendTime: boolean, key: Buffer | null, value: Buffer | null}} KafkaRecord
 * @typedef {{producerId: bigint, firstOffset: bigint}} AbortedTransaction
 */

const LOG_OVERHEAD = 12;
const HEADER = 61;
const CRC_FROM = 21;
const COMPRESSION = 0b111;
const LOG_APPEND_TIME = 0b1000;
const TRANSACTIONAL = 0b10000;
const CONTROL = 0b100000;
const ABORT = 0;

/** Bytes that no broker sends: the response is thrown away and asked for again. */
export class CorruptRecords extends Error {}

/** @param {boolean} holds @param {string} problem */
function need(holds, problem) {
  if (!holds) throw new CorruptRecords(problem);
}

class VarintReader {
  #bytes;
  at;

  /** @param {Buffer} bytes @param {number} at */
  constructor(bytes, at) {
    this.#bytes = bytes;
    this.at = at;
  }

  /** @returns {bigint} */
  long() {
    let bits = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      need(this.at < this.#bytes.length, 'a record ends early');
      const octet = this.#bytes[this.at++];
      bits |= BigInt(octet & 0x7f) << shift;
      if (octet < 0x80) return (bits >> 1n) ^ -(bits & 1n);
    }
    throw new CorruptRecords('a varint is too long');
  }

  int() {
    let bits = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      need(this.at < this.#bytes.length, 'a record ends early');
      const octet = this.#bytes[this.at++];
      bits |= (octet & 0x7f) << shift;
      if (octet < 0x80) return (bits >>> 1) ^ -(bits & 1);
      if (shift === 21) break;
    }
    this.at -= 4;
    return Number(this.long());
  }

  /** @returns {Buffer | null} a view */
  bytes() {
    const length = this.int();
    if (length === -1) return null;
    need(length >= 0 && length <= this.#bytes.length - this.at, 'a record ends early');
    this.at += length;
    return this.#bytes.subarray(this.at - length, this.at);
  }
}

/** @param {Buffer} batch @param {number} attributes */
function uncompressed(batch, attributes) {
  const compression = attributes & COMPRESSION;
  if (compression === 0) return { bytes: batch, at: HEADER };
  const algorithm = compressionsAlgorithmsByBitmask[/** @type {1} */ (compression)];
  need(algorithm !== undefined && algorithm.available, `compression ${compression} is not supported`);
  return { bytes: Buffer.from(algorithm.decompressSync(batch.subarray(HEADER))), at: 0 };
}

/** @param {Buffer} batch @returns {Generator<KafkaRecord>} */
function* recordsOf(batch) {
  const attributes = batch.readInt16BE(21);
  const base = batch.readBigInt64BE(0);
  const logAppendTime = (attributes & LOG_APPEND_TIME) !== 0;
  const firstTimestamp = batch.readBigInt64BE(27);
  const maxTimestamp = batch.readBigInt64BE(35);
  const { bytes, at } = uncompressed(batch, attributes);
  const reader = new VarintReader(bytes, at);
  const count = batch.readInt32BE(57);
  for (let i = 0; i < count; i++) {
    const length = reader.int();
    const end = reader.at + length;
    need(length > 0 && end <= bytes.length, 'a record ends early');
    reader.at++;
    const delta = reader.long();
    const offset = base + BigInt(reader.int());
    const timestamp = logAppendTime ? maxTimestamp : firstTimestamp + delta;
    yield { offset, timestamp, logAppendTime, key: reader.bytes(), value: reader.bytes() };
    reader.at = end;
  }
}

/**
 * @param {Buffer} bytes batches one after the other; the last one may be cut off
 * @param {bigint} from what lies before that offset was not asked for
 * @param {AbortedTransaction[]} aborted those that begin in these batches, as the broker names them
 * @returns {{records: KafkaRecord[], next: bigint}} committed records in offset order, and the offset to continue from
 */
export function readBatches(bytes, from, aborted) {
  /** @type {KafkaRecord[]} */
  const records = [];
  const waiting = [...aborted].sort((one, other) => (one.firstOffset < other.firstOffset ? -1 : 1));
  /** @type {Set<bigint>} */
  const takenBack = new Set();
  let next = from;
  for (let at = 0; at + LOG_OVERHEAD <= bytes.length; ) {
    const length = bytes.readInt32BE(at + 8);
    need(length >= HEADER - LOG_OVERHEAD, 'a batch ends early');
    const end = at + LOG_OVERHEAD + length;
    if (end > bytes.length) break;
    const batch = bytes.subarray(at, end);
    need(batch[16] === 2, 'a batch of another format');
    need(crc32c(batch.subarray(CRC_FROM)) === batch.readUInt32BE(17), 'a batch with another checksum');
    const attributes = batch.readInt16BE(21);
    const last = batch.readBigInt64BE(0) + BigInt(batch.readInt32BE(23));
    const producer = batch.readBigInt64BE(43);
    while (waiting.length > 0 && waiting[0].firstOffset <= last) takenBack.add(/** @type {any} */ (waiting.shift()).producerId);
    if ((attributes & CONTROL) !== 0) {
      if (isAbort(batch)) takenBack.delete(producer);
    } else if ((attributes & TRANSACTIONAL) === 0 || !takenBack.has(producer)) {
      for (const record of recordsOf(batch)) if (record.offset >= from) records.push(record);
    }
    if (last + 1n > next) next = last + 1n;
    at = end;
  }
  return { records, next };
}

/** A control record's key is its version and its type, 2 bytes each. @param {Buffer} batch */
function isAbort(batch) {
  const marker = recordsOf(batch).next().value;
  return marker?.key?.length >= 4 && marker.key.readInt16BE(2) === ABORT;
}
