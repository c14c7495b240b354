// @ts-check
/** One line an event: `TIME LEVEL event=... key=value`. Text from outside cannot forge another line. */

/** Control and format characters (direction marks reorder a line), line separators, lone surrogates. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const PLAIN = /^[^\s"]+$/;
const LONGEST = 2_000;

/** @param {string} text */
export const escaped = (text) =>
  text.replace(UNSAFE, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);

/** @param {unknown} value */
function field(value) {
  const told = value instanceof Error ? `${value.name}: ${value.message}` : String(value);
  const text = escaped(told.slice(0, LONGEST));
  return PLAIN.test(text) ? text : `"${text.replaceAll('"', "'")}"`;
}

/** @param {string} level @param {string} event @param {Record<string, unknown>} fields */
function line(level, event, fields) {
  const told = Object.entries(fields).map(([key, value]) => ` ${key}=${field(value)}`);
  process.stderr.write(`${new Date().toISOString()} ${level} event=${event}${told.join('')}\n`);
}

// The reader of the log may be gone: the executor continues.
process.stderr.on('error', () => {});

export const log = {
  /** @param {string} event @param {Record<string, unknown>} fields */
  info: (event, fields = {}) => line('INFO', event, fields),
  /** @param {string} event @param {Record<string, unknown>} fields */
  warn: (event, fields = {}) => line('WARN', event, fields),
  /** @param {string} event @param {Record<string, unknown>} fields */
  error: (event, fields = {}) => line('ERROR', event, fields),
};
