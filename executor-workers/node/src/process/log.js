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

const INTERVAL_MS = 60_000;
const MOST_CAUSES = 500;
/** By cause, when a line was written and how many were held back since. @type {Map<string, {at: number, withheld: number}>} */
const written = new Map();

/**
 * How many lines for a cause were held back since the last one; null when this one is to be held back too.
 * @param {string} cause @param {number} now ms
 */
export function admit(cause, now) {
  const last = written.get(cause);
  if (last !== undefined && now - last.at < INTERVAL_MS) {
    last.withheld++;
    return null;
  }
  if (written.size >= MOST_CAUSES) written.clear();
  written.set(cause, { at: now, withheld: 0 });
  return last?.withheld ?? 0;
}

/** A warning that may come at every try: one line a minute for one cause, the event and the error without its numbers.
 * @param {string} event @param {unknown} error @param {Record<string, unknown>} fields */
function repeated(event, error, fields = {}) {
  const withheld = admit(`${event} ${String(error).replaceAll(/[0-9]+/gu, '#')}`, performance.now());
  if (withheld !== null) line('WARN', event, { error, withheld, ...fields });
}

/** A problem is over: one line a minute too. @param {string} event @param {number} failures */
function worksAgain(event, failures) {
  const withheld = admit(`${event} over`, performance.now());
  if (withheld !== null) line('INFO', event, { action: 'none', note: 'it works again', failures, withheld });
}

export const log = {
  repeated,
  worksAgain,
  /** @param {string} event @param {Record<string, unknown>} fields */
  info: (event, fields = {}) => line('INFO', event, fields),
  /** @param {string} event @param {Record<string, unknown>} fields */
  warn: (event, fields = {}) => line('WARN', event, fields),
  /** @param {string} event @param {Record<string, unknown>} fields */
  error: (event, fields = {}) => line('ERROR', event, fields),
};
