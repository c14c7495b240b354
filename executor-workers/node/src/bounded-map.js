// @ts-check
/** A cache of so many entries at most, first in first out: it changes no answer and has a maximum size.
 * @template K, V */
export class BoundedMap {
  /** @type {Map<K, V>} */
  #entries = new Map();
  #capacity;

  /** @param {number} capacity */
  constructor(capacity) {
    this.#capacity = capacity;
  }

  /** @param {K} key */
  has(key) {
    return this.#entries.has(key);
  }

  /** @param {K} key @param {V} value */
  set(key, value) {
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#capacity) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      return;
    }
  }

  /** What is kept, else what the function makes, kept from now on. @param {K} key @param {() => V} make @returns {V} */
  computeIfAbsent(key, make) {
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.set(key, made);
    return made;
  }
}
