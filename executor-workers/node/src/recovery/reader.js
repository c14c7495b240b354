// @ts-check
import { Malformed } from '../malformed.js';

/** Reads integers, and byte runs and lists after their length, big-endian. A declared length allocates nothing. */
export class Reader {
  #bytes;
  #at = 0;

  /** @param {Buffer} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
  }

  get isAtEnd() {
    return this.#at === this.#bytes.length;
  }

  /** @param {number} length */
  run(length) {
    if (length < 0 || length > this.#bytes.length - this.#at) throw new Malformed('ends early');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  u32() {
    return this.run(4).readInt32BE();
  }

  u64() {
    return this.run(8).readBigInt64BE();
  }

  hash() {
    return this.run(32);
  }

  bytes() {
    return this.run(this.u32());
  }

  /** @template T @param {() => T} item @returns {T[]} */
  list(item) {
    const size = this.u32();
    if (size < 0 || size > this.#bytes.length - this.#at) throw new Malformed('no such list');
    const items = [];
    for (let i = 0; i < size; i++) items.push(item());
    return items;
  }
}

/**
 * The value that all the bytes encode; null when they are not canonical.
 * @template T
 * @param {Buffer} bytes
 * @param {(reader: Reader) => T} read
 * @returns {T | null}
 */
export function readWhole(bytes, read) {
  const reader = new Reader(bytes);
  try {
    const value = read(reader);
    return reader.isAtEnd ? value : null;
  } catch (error) {
    if (error instanceof Malformed || error instanceof RangeError) return null;
    throw error;
  }
}
