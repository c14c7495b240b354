// @ts-check
/** Bytes that violate the protocol. Caught where they are read. */
export class Malformed extends Error {
  /** @param {string} detail for people */
  constructor(detail) {
    super(detail);
    this.name = 'Malformed';
  }
}

/** @param {boolean} holds @param {string} problem @returns {asserts holds} */
export function require(holds, problem) {
  if (!holds) throw new Malformed(problem);
}
