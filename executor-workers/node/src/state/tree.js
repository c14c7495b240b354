// @ts-check
/**
 * A partition's state as entries under a Merkle root over 4096 buckets (PROTOCOL 7). Hashing is put off until a root is asked
 * for, and then only what changed since the last one is hashed.
 */
import { mapKey, ZERO_HASH } from '../bytes.js';
import { nodeHash } from '../crypto/merkle.js';
import { sha256Of, sha256One } from '../crypto/sha256.js';
import { writeParts } from './digest.js';

const BUCKETS = 4096;
const BUCKET = Buffer.from([0x03]);

/** Hashes of an empty tree, by the first node of each level. */
const EMPTY_NODES = (() => {
  const nodes = new Array(2 * BUCKETS);
  /** @type {Buffer} */
  let empty = ZERO_HASH;
  for (let first = BUCKETS; first >= 1; first >>= 1) {
    nodes.fill(empty, first, 2 * first);
    empty = nodeHash(empty, empty);
  }
  return nodes;
})();

/** The first 12 bits of SHA-256(key). @param {Buffer} key */
function bucketOf(key) {
  const hash = sha256One(key);
  return (hash[0] << 4) | (hash[1] >> 4);
}

/** The bytes in memory of their own: a value must not keep alive the pool or the record that it was cut from. @param {Buffer} value */
function own(value) {
  const copy = Buffer.allocUnsafeSlow(value.length);
  value.copy(copy);
  return copy;
}

export class StateTree {
  /** Keys as latin1 text, which orders and equals as their bytes do. @type {Map<string, Buffer>} */
  #entries = new Map();
  /** Written since the last root. @type {Set<string>} */
  #dirty = new Set();
  /** Keys by bucket, as they were at the last root. @type {(Set<string> | undefined)[]} */
  #buckets = new Array(BUCKETS);
  /** Node i has the children 2i and 2i + 1, the root is 1, buckets begin at 4096. @type {Buffer[]} */
  #nodes = EMPTY_NODES.slice();

  /** @param {Buffer} key @returns {Buffer | null} */
  get(key) {
    return this.#entries.get(mapKey(key)) ?? null;
  }

  /** Puts and removes, in the order given. @param {import('./digest.js').Write[]} writes */
  apply(writes) {
    for (const { key, value } of writes) {
      const name = mapKey(key);
      if (value === null) this.#entries.delete(name);
      else this.#entries.set(name, own(value));
      this.#dirty.add(name);
    }
  }

  /** How many keys have a value. */
  get size() {
    return this.#entries.size;
  }

  /** All entries, in no order. */
  entries() {
    return this.#entries.entries();
  }

  /** The stateRoot: 32 bytes, a function of the entries alone. */
  root() {
    const stale = this.#sortIn();
    for (const bucket of stale) this.#nodes[BUCKETS + bucket] = this.#bucketHash(bucket);
    let level = new Set([...stale].map((bucket) => (BUCKETS + bucket) >> 1));
    while (level.size > 0) {
      for (const node of level) this.#nodes[node] = nodeHash(this.#nodes[2 * node], this.#nodes[2 * node + 1]);
      level = new Set([...level].map((node) => node >> 1).filter((node) => node > 0));
    }
    return this.#nodes[1];
  }

  /** @returns {Set<number>} the buckets that changed */
  #sortIn() {
    /** @type {Set<number>} */
    const stale = new Set();
    for (const name of this.#dirty) {
      const bucket = bucketOf(Buffer.from(name, 'latin1'));
      const keys = (this.#buckets[bucket] ??= new Set());
      if (this.#entries.has(name)) keys.add(name);
      else keys.delete(name);
      stale.add(bucket);
    }
    this.#dirty.clear();
    return stale;
  }

  /** @param {number} bucket */
  #bucketHash(bucket) {
    const keys = this.#buckets[bucket];
    if (keys === undefined || keys.size === 0) return ZERO_HASH;
    const entries = [...keys].sort().map((name) => ({
      key: Buffer.from(name, 'latin1'),
      value: /** @type {Buffer} */ (this.#entries.get(name)),
    }));
    return sha256Of([BUCKET, ...entries.flatMap(writeParts)]);
  }
}
