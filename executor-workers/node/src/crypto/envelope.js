// @ts-check
/** Envelopes' signatures, single or one for a whole batch (PROTOCOL 2). */
import { BoundedMap } from '../bounded-map.js';
import { verifySignature } from './ed25519.js';
import { leafHash, rootOf } from './merkle.js';
import { preAuthEncoding } from './pae.js';

const BATCH_ROOT_TYPE = 'application/vnd.tribunal.batch-root.v1';
const REMEMBERED_ROOTS = 4096;
const SIGNATURE_LENGTH = 64;

/** What is signed for a batch. @param {number} treeSize @param {Buffer} root */
export function batchRootMessage(treeSize, root) {
  const body = Buffer.alloc(8 + root.length);
  body.writeBigInt64BE(BigInt(treeSize));
  root.copy(body, 8);
  return preAuthEncoding(BATCH_ROOT_TYPE, body);
}

/** Batch roots that verified once are remembered, bounded: a pure cache, asked only after the registry. */
export class EnvelopeVerifier {
  /** @type {BoundedMap<string, true>} */
  #verified = new BoundedMap(REMEMBERED_ROOTS);

  /**
   * Whether the key's owner signed exactly this payload under this payload type.
   * @param {{keyId: string, publicKey: Buffer}} key found in the registry
   * @param {import('../codec/business.js').Entry['envelope']} envelope
   */
  isSignedBy(key, envelope) {
    const { payloadType, payload, signature, batch } = envelope;
    if (signature.length !== SIGNATURE_LENGTH) return false;
    const message = preAuthEncoding(payloadType, payload);
    if (batch === null) return verifySignature(key.publicKey, message, signature);
    const root = rootOf(leafHash(message), batch.leafIndex, batch.treeSize, batch.path);
    return root !== null && this.#isRootSignedBy(key, batch.treeSize, root, signature);
  }

  /** @param {{publicKey: Buffer}} key @param {number} treeSize @param {Buffer} root @param {Buffer} signature */
  #isRootSignedBy(key, treeSize, root, signature) {
    const name = Buffer.concat([key.publicKey, root, signature]).toString('latin1') + treeSize;
    if (this.#verified.has(name)) return true;
    const valid = verifySignature(key.publicKey, batchRootMessage(treeSize, root), signature);
    if (valid) this.#verified.set(name, true);
    return valid;
  }
}
