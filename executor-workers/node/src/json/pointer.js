// @ts-check
/** Whether a normalization profile can be applied at all (PROTOCOL 6): executors never apply one. */

const MAX_SCALE = 64;
const STRAY_TILDE = /~(?![01])/;

/** @param {string} text a JSON pointer (RFC 6901) in which `*` stands for any member */
const isPointer = (text) => (text === '' || text.startsWith('/')) && !STRAY_TILDE.test(text);

/**
 * @param {{drop: string[], decimal: {pointer: string, scale: number}[], unordered: string[], casefold: string[], trim: string[]}} profile
 */
export function isUsableProfile(profile) {
  const { drop, decimal, unordered, casefold, trim } = profile;
  return (
    !drop.includes('') &&
    [drop, unordered, casefold, trim].every((pointers) => pointers.every(isPointer)) &&
    decimal.every(({ pointer, scale }) => isPointer(pointer) && scale >= 0 && scale <= MAX_SCALE)
  );
}
