// @ts-check
/** What goes into one signed record: some answers, or none (a heartbeat; PROTOCOL 3). */
import { encodeSingle } from '../codec/single-object.js';
import { RESPONSE_BATCH_HEADER, RESPONSE_LOG_ENTRY } from '../codec/types.js';
import { RESPONSE_BATCH_TYPE } from '../codec/business.js';
import { encodeValue } from '../codec/value.js';
import { leafHash, merkleRoot } from '../crypto/merkle.js';
import { preAuthEncoding } from '../crypto/pae.js';
import { MAX_RESPONSE_BYTES, MAX_RESPONSES } from '../limits.js';

/** @typedef {import('./state-machine.js').Item} Item */
/**
 * @typedef {{processedTo: bigint, resumeFrom: bigint, items: Item[]}} AnswerBatch
 *   processedTo: business offset up to which everything is handled; resumeFrom: from which to answer after a restart once
 *   this batch is acknowledged
 */

const RESPONSE_TYPE = 'application/vnd.tribunal.response.v1+avro';

/** @param {bigint} one @param {bigint} other */
export const later = (one, other) => (one > other ? one : other);

/**
 * Cuts answers into batches within the bounds; one empty batch for no answers.
 * @param {Item[]} items
 * @param {bigint} floor what was announced as processed before; no batch falls behind it
 * @param {bigint} handledTo offset of the last record handled, answered or not
 * @returns {AnswerBatch[]}
 */
export function cutBatches(items, floor, handledTo) {
  /** @type {AnswerBatch[]} */
  const batches = [];
  /** @type {Item[]} */
  let batch = [];
  let bytes = 0;
  /** @param {bigint} offset */
  const close = (offset) => batches.push({ processedTo: later(floor, offset), resumeFrom: offset + 1n, items: batch });
  for (const item of items) {
    if (batch.length === MAX_RESPONSES || bytes + item.encoded.length > MAX_RESPONSE_BYTES) {
      close(batch[batch.length - 1].response.businessOffset);
      batch = [];
      bytes = 0;
    }
    batch.push(item);
    bytes += item.encoded.length;
  }
  close(handledTo);
  return batches;
}

/**
 * The response-log value: one signature over a header with the Merkle root of the answers.
 * @param {{deployment: Buffer, executorId: string, key: import('../crypto/ed25519.js').SigningKey, schemaId: number}} author
 * @param {number} partition
 * @param {bigint} processedTo
 * @param {Buffer[]} responses encoded, in order
 * @returns {Buffer}
 */
export function signBatch({ deployment, executorId, key, schemaId }, partition, processedTo, responses) {
  const root = merkleRoot(responses.map((response) => leafHash(preAuthEncoding(RESPONSE_TYPE, response))));
  const payload = encodeSingle(RESPONSE_BATCH_HEADER, {
    deployment,
    executorId,
    partition,
    processedTo,
    count: responses.length,
    root,
  });
  const header = {
    payloadType: RESPONSE_BATCH_TYPE,
    payload,
    keyId: key.keyId,
    signature: key.sign(preAuthEncoding(RESPONSE_BATCH_TYPE, payload)),
    batch: null,
  };
  return encodeValue(schemaId, RESPONSE_LOG_ENTRY, { header, responses });
}
