// @ts-check
/** Fetch, version 11 (of fixed layout): read committed, with the raw batches for our own reader. */
import { createAPI, ResponseError, Writer } from '@platformatic/kafka';

const FETCH = 1;
const VERSION = 11;
const READ_COMMITTED = 1;
/** A response of all partitions together. */
const MAX_BYTES = 16 << 20;

/** @typedef {{partition: number, offset: bigint}} Wanted */
/**
 * @typedef {{partition: number, errorCode: number, aborted: import('./records.js').AbortedTransaction[], batches: Buffer}} Fetched
 */

/** @param {number} maxWait ms @param {number} partitionBytes @param {string} topic @param {Wanted[]} wanted */
function createRequest(maxWait, partitionBytes, topic, wanted) {
  return Writer.create()
    .appendInt32(-1)
    .appendInt32(maxWait)
    .appendInt32(1)
    .appendInt32(MAX_BYTES)
    .appendInt8(READ_COMMITTED)
    .appendInt32(0)
    .appendInt32(-1)
    .appendArray(
      [topic],
      (w, name) =>
        w.appendString(name, false).appendArray(
          wanted,
          (w, { partition, offset }) =>
            w.appendInt32(partition).appendInt32(-1).appendInt64(offset).appendInt64(-1n).appendInt32(partitionBytes),
          false,
          false,
        ),
      false,
      false,
    )
    .appendArray([], () => {}, false, false)
    .appendString('', false);
}

/** @param {number} _correlationId @param {number} apiKey @param {number} apiVersion @param {any} reader @returns {Fetched[]} */
function parseResponse(_correlationId, apiKey, apiVersion, reader) {
  reader.readInt32();
  const errorCode = reader.readInt16();
  if (errorCode !== 0) throw new ResponseError(apiKey, apiVersion, { '/': [errorCode, null] }, {});
  reader.readInt32();
  const topics = reader.readArray(
    (/** @type {any} */ r) => {
      r.readString(false);
      return r.readArray(parsePartition, false, false);
    },
    false,
    false,
  );
  return topics.flat();
}

/** @param {any} r @returns {Fetched} */
function parsePartition(r) {
  const partition = r.readInt32();
  const errorCode = r.readInt16();
  for (let skipped = 0; skipped < 3; skipped++) r.readInt64();
  const aborted = r.readArray(
    (/** @type {any} */ r) => ({ producerId: r.readInt64(), firstOffset: r.readInt64() }),
    false,
    false,
  );
  r.readInt32();
  return { partition, errorCode, aborted, batches: r.readBytes(false) };
}

/** @type {any} */
export const fetchApi = createAPI(FETCH, VERSION, createRequest, parseResponse, false, false);
