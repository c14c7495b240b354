// @ts-check
import { require } from './malformed.js';

const GRAMMAR = /^[A-Za-z0-9._:-]{1,64}$/;

/** The one grammar of all names in the protocol. @param {string} text */
export const isIdentifier = (text) => GRAMMAR.test(text);

/** @param {string} kind @param {string} text */
export function requireIdentifier(kind, text) {
  require(isIdentifier(text), `${kind} must be 1 to 64 of A-Z a-z 0-9 . _ : -`);
}
