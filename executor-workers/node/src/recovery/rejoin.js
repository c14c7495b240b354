// @ts-check
/** An executor's own requests to rejoin (PROTOCOL 8): how it signs one, and how it knows it again among what others wrote. */
import { u64 } from '../bytes.js';
import { ORDER_ENTRY } from '../codec/types.js';
import { encodeValue, FRAME, readValue } from '../codec/value.js';
import { verifySignature } from '../crypto/ed25519.js';
import { preAuthEncoding } from '../crypto/pae.js';
import { counted } from '../decision/subject.js';
import { MAX_ORDER_ENTRY } from '../limits.js';

const REJOIN_TYPE = 'application/vnd.tribunal.rejoin.v1';

/** @param {Buffer} deployment @param {string} executorId @param {bigint} isolation */
const signedBytes = (deployment, executorId, isolation) =>
  preAuthEncoding(REJOIN_TYPE, Buffer.concat([deployment, counted(executorId), u64(isolation)]));

/** @typedef {{deployment: Buffer, executorId: string, key: import('../crypto/ed25519.js').SigningKey, schemaId: number}} Author */

/** A value of isolation-endorsements. @param {Author} author @param {bigint} isolation number of the decision @returns {Buffer} */
export function encodeRejoin({ deployment, executorId, key, schemaId }, isolation) {
  const signature = { keyId: key.keyId, signature: key.sign(signedBytes(deployment, executorId, isolation)) };
  return encodeValue(schemaId, ORDER_ENTRY, {
    deployment,
    content: { type: 'RejoinRequest', value: { executor: executorId, isolation, signature } },
  });
}

/**
 * Whether a record of isolation-endorsements is the author's own valid request to rejoin after that isolation.
 * @param {Author} author
 * @param {bigint} isolation
 * @param {{logAppendTime: boolean, value: Buffer | null}} record
 */
export function isOwnRejoin({ deployment, executorId, key }, isolation, { logAppendTime, value }) {
  const read = readValue(value, logAppendTime, MAX_ORDER_ENTRY, (framed) => ORDER_ENTRY.decode(framed, FRAME));
  if (!('ok' in read) || read.ok.content.type !== 'RejoinRequest' || !read.ok.deployment.equals(deployment)) return false;
  const { executor, isolation: named, signature } = read.ok.content.value;
  return (
    executor === executorId &&
    named === isolation &&
    signature.keyId === key.keyId &&
    verifySignature(key.publicKey, signedBytes(deployment, executorId, isolation), signature.signature)
  );
}
