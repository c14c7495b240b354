// @ts-check
import { mapKey } from '../bytes.js';

/** @typedef {{keyId: string, role: string, owner: string, publicKey: Buffer}} RegisteredKey */

/** The keys in force at one position. Immutable. An id and a public key are registered at most once, ever. */
export class Registry {
  #ever;
  #publicKeys;
  #revoked;

  /** @param {Map<string, RegisteredKey>} ever @param {Set<string>} publicKeys @param {Set<string>} revoked */
  constructor(ever = new Map(), publicKeys = new Set(), revoked = new Set()) {
    this.#ever = ever;
    this.#publicKeys = publicKeys;
    this.#revoked = revoked;
  }

  /** With one more key; null when its id or its public key was ever registered. @param {RegisteredKey} key */
  register(key) {
    const publicKey = mapKey(key.publicKey);
    if (this.#ever.has(key.keyId) || this.#publicKeys.has(publicKey)) return null;
    // A copy: the bytes were a view of a whole fetched response.
    const own = { ...key, publicKey: Buffer.from(key.publicKey) };
    return new Registry(new Map(this.#ever).set(key.keyId, own), new Set(this.#publicKeys).add(publicKey), this.#revoked);
  }

  /** Without the key; null when it is not in force. @param {string} keyId */
  revoke(keyId) {
    if (this.find(keyId) === undefined) return null;
    return new Registry(this.#ever, this.#publicKeys, new Set(this.#revoked).add(keyId));
  }

  /** The key in force under a claimed name. @param {string} keyId @returns {RegisteredKey | undefined} */
  find(keyId) {
    return this.#revoked.has(keyId) ? undefined : this.#ever.get(keyId);
  }

  /** How many keys were ever registered. */
  get size() {
    return this.#ever.size;
  }
}
