// @ts-check
import { verifySignature } from '../crypto/ed25519.js';

/**
 * The owner of the key that signed, if the signature is valid and the key is in force in that role.
 * @param {import('./registry.js').Registry} registry
 * @param {string} role
 * @param {Buffer} message
 * @param {{keyId: string, signature: Buffer}} signature
 * @returns {string | null}
 */
export function signer(registry, role, message, { keyId, signature }) {
  const key = registry.find(keyId);
  return key?.role === role && verifySignature(key.publicKey, message, signature) ? key.owner : null;
}

/**
 * The distinct owners of valid signatures: owners are counted, not keys and not signatures.
 * @param {import('./registry.js').Registry} registry
 * @param {string} role
 * @param {Buffer} message
 * @param {{keyId: string, signature: Buffer}[]} signatures
 * @returns {Set<string>}
 */
export function signers(registry, role, message, signatures) {
  const owners = signatures.map((one) => signer(registry, role, message, one));
  return new Set(owners.filter((owner) => owner !== null));
}
