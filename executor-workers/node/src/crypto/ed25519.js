// @ts-check
/**
 * Ed25519 as the protocol needs it (PROTOCOL 2): 64-byte signatures with S below L, cofactorless (OpenSSL's verifier is),
 * and keys that were fully validated before anything is verified with them.
 */
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { GROUP_ORDER, isPointOfPrimeOrder } from './curve.js';
import { sha256One } from './sha256.js';
import { BoundedMap } from '../bounded-map.js';

const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const ORDER_BIG_ENDIAN = Buffer.from(GROUP_ORDER.toString(16).padStart(64, '0'), 'hex');
const SIGNATURE_LENGTH = 64;
const KEY_LENGTH = 32;
/** Bytes of the longest message that is verified: no record's is longer. */
const MAX_MESSAGE = 1 << 20;

/** @type {BoundedMap<string, boolean>} */
const validity = new BoundedMap(1024);
/** @type {BoundedMap<string, import('node:crypto').KeyObject>} */
const parsedKeys = new BoundedMap(256);

/** Whether a raw public key may be registered. @param {Buffer} raw */
export function isValidPublicKey(raw) {
  if (raw.length !== KEY_LENGTH) return false;
  const name = raw.toString('latin1');
  return validity.computeIfAbsent(name, () => isPointOfPrimeOrder(raw));
}

/** The protocol's name of a public key. @param {Buffer} raw */
export const keyIdOf = (raw) => `ed25519:${sha256One(raw).toString('hex', 0, 16)}`;

/** @param {Buffer} signature 64 bytes, S its little-endian second half */
function isScalarInRange(signature) {
  for (let i = 0; i < KEY_LENGTH; i++) {
    const difference = signature[SIGNATURE_LENGTH - 1 - i] - ORDER_BIG_ENDIAN[i];
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/**
 * Whether the key's owner signed the message; false for whatever is wrong, never an exception.
 * @param {Buffer} publicKey raw bytes of a key that was found valid when it was registered
 * @param {Buffer} message
 * @param {Buffer} signature
 */
export function verifySignature(publicKey, message, signature) {
  if (message.length > MAX_MESSAGE || signature.length !== SIGNATURE_LENGTH || !isScalarInRange(signature)) return false;
  try {
    const key = parsedKeys.computeIfAbsent(publicKey.toString('latin1'), () =>
      createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' }),
    );
    return verify(null, message, key, signature);
  } catch {
    return false;
  }
}

/** A private key that signs. Never printed. */
export class SigningKey {
  #key;

  /** @param {import('node:crypto').KeyObject} key @throws {Error} for a key of another kind */
  constructor(key) {
    if (key.asymmetricKeyType !== 'ed25519') throw new Error('holds a key of another kind than Ed25519');
    this.#key = key;
    /** Raw 32 bytes. */
    this.publicKey = Buffer.from(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-KEY_LENGTH));
    this.keyId = keyIdOf(this.publicKey);
  }

  /** @param {string | Buffer} pem unencrypted PKCS#8 */
  static ofPem(pem) {
    return new SigningKey(createPrivateKey({ key: pem, format: 'pem' }));
  }

  /** For test vectors, whose seeds are public. @param {Buffer} seed 32 bytes */
  static ofSeed(seed) {
    return new SigningKey(
      createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' }),
    );
  }

  /** @param {Buffer} message @returns {Buffer} 64 bytes */
  sign(message) {
    return sign(null, message, this.#key);
  }
}
