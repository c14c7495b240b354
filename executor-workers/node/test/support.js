// @ts-check
/** A deployment of the golden vectors, and its client's requests. */
import { readFileSync } from 'node:fs';
import { partitionOf } from '../src/admission/partitioner.js';
import { REQUEST_TYPE } from '../src/codec/business.js';
import { encodeSingle } from '../src/codec/single-object.js';
import { REQUEST, SIGNED_ENVELOPE } from '../src/codec/types.js';
import { encodeValue } from '../src/codec/value.js';
import { batchRootMessage } from '../src/crypto/envelope.js';
import { SigningKey } from '../src/crypto/ed25519.js';
import { leafHash, merklePath, merkleRoot } from '../src/crypto/merkle.js';
import { preAuthEncoding } from '../src/crypto/pae.js';
import { sha256 } from '../src/crypto/sha256.js';

/** Integers beyond 2^53 would lose digits in JSON.parse: every integer is read as text. @param {string} name */
export function vectors(name) {
  const text = readFileSync(new URL(`../../../schemas/testvectors/${name}.json`, import.meta.url), 'utf8');
  return JSON.parse(text.replace(/("(?:[^"\\]|\\.)*")|(-?[0-9]+)(?![0-9.eE])/g, (all, string) => string ?? `"${all}"`));
}

const admission = vectors('admission');
export const DEPLOYMENT = Buffer.from(admission.deployment, 'hex');
export const PARTITION = Number(admission.partition);
export const NOW = BigInt(admission.cases[0].appendTime);
export const GENESIS_RECORD = {
  partition: PARTITION,
  offset: 0n,
  appendTime: NOW,
  logAppendTime: true,
  value: Buffer.from(admission.cases[0].value, 'hex'),
};

/** @param {string} text of the key's seed, see keys.json */
export const testKey = (text) => SigningKey.ofSeed(sha256(Buffer.from(`tribunal test key ${text}`)));

const client = testKey('client');
const request = vectors('envelopes').cases.find((/** @type {any} */ one) => one.name === 'request').request;

/** A shard key that belongs to the partition. @param {number} partitions */
export function homeShard(partitions) {
  for (let i = 0; ; i++) if (partitionOf(`ledger-${i}`, partitions) === PARTITION) return `ledger-${i}`;
}

/** @param {bigint} sequence @param {string} shardKey @param {string} operation @param {string} body @returns {Buffer} payload */
export function requestPayload(sequence, shardKey, operation, body) {
  return encodeSingle(REQUEST, {
    deployment: DEPLOYMENT,
    requestId: Buffer.alloc(16, Number(sequence % 251n)),
    clientId: request.clientId,
    sequence,
    notAfter: NOW + 60_000n,
    shardKey,
    operation,
    contentType: 'application/json',
    body: Buffer.from(body),
  });
}

/** Values of business-log under one signature. @param {Buffer[]} payloads @returns {Buffer[]} */
export function signedBatch(payloads) {
  const leaves = payloads.map((payload) => leafHash(preAuthEncoding(REQUEST_TYPE, payload)));
  const signature = client.sign(batchRootMessage(leaves.length, merkleRoot(leaves)));
  return payloads.map((payload, leafIndex) =>
    encodeValue(0, SIGNED_ENVELOPE, {
      payloadType: REQUEST_TYPE,
      payload,
      keyId: client.keyId,
      signature,
      batch: { leafIndex, treeSize: leaves.length, path: merklePath(leaves, leafIndex) },
    }),
  );
}

/** @param {bigint} offset @param {Buffer} value */
export const recordOf = (offset, value) => ({ partition: PARTITION, offset, appendTime: NOW, logAppendTime: true, value });
