// @ts-check
/** Amounts of money as whole numbers of 10^-8, in BigInt: `-?[0-9]{1,18}(\.[0-9]{1,8})?` (PROTOCOL 12). */

const GRAMMAR = /^(-?)([0-9]{1,18})(?:\.([0-9]{1,8}))?$/;
const DIGITS_AFTER = 8;
const ONE = 10n ** BigInt(DIGITS_AFTER);
/** No balance reaches it: 18 digits before the point. */
const BOUND = 10n ** 26n;

/** @param {string} text @returns {bigint | null} null when the text is no amount */
export function parseAmount(text) {
  const found = GRAMMAR.exec(text);
  if (found === null) return null;
  const units = BigInt(found[2] + (found[3] ?? '').padEnd(DIGITS_AFTER, '0'));
  return found[1] === '-' ? -units : units;
}

/** Shortest form, such as `0` or `-12.5`. @param {bigint} units */
export function formatAmount(units) {
  const size = units < 0n ? -units : units;
  const part = (size % ONE).toString().padStart(DIGITS_AFTER, '0').replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${size / ONE}${part === '' ? '' : `.${part}`}`;
}

/** @param {bigint} units */
export const isOutOfRange = (units) => units >= BOUND || units <= -BOUND;
