// @ts-check
/**
 * A fault that an executor commits on purpose, for demonstrations and tests only.
 * @typedef {{kind: 'lie', operation: string | null, probability: number}
 *   | {kind: 'wrong-state' | 'equivocate' | 'crash', probability: number}
 *   | {kind: 'delay', least: number, most: number} | {kind: 'silent'}} FaultSpec times in ms
 * @typedef {{spec: FaultSpec, seconds: number | null, text: string}} Fault seconds after the start in which it is committed
 */

const GRAMMAR =
  'lie[@OPERATION][:P], wrong-state[:P], equivocate[:P], crash[:P], silent, delay:MIN-MAXms;' +
  ' P is always (the default) or a probability such as 0.3; each may end with /Ns: it heals after N seconds';

const PASSING = /^(.*)\/([0-9]{1,6})s$/u;
const LIE_ABOUT = /^lie@([A-Za-z0-9._-]{1,64})(:.*)?$/u;
const WITH_PROBABILITY = /^(lie|wrong-state|equivocate|crash)(?::(always|[01](?:\.[0-9]{1,9})?))?$/u;
const DELAY = /^delay:([0-9]{1,7})-([0-9]{1,7})ms$/u;

/** @param {string} text @returns {Fault} @throws {Error} naming the grammar, when it is none */
export function parseFault(text) {
  const passing = PASSING.exec(text);
  const spec = parseSpec(passing?.[1] ?? text);
  if (spec === null) throw new Error(`no such fault: ${text}; known are ${GRAMMAR}`);
  return { spec, seconds: passing === null ? null : Number(passing[2]), text };
}

/** @param {string} text @returns {FaultSpec | null} */
function parseSpec(text) {
  const about = LIE_ABOUT.exec(text);
  if (about !== null) {
    const lie = parseSpec(`lie${about[2] ?? ''}`);
    return lie?.kind === 'lie' ? { ...lie, operation: about[1] } : null;
  }
  const lower = text.toLowerCase();
  if (lower === 'silent') return { kind: 'silent' };
  const delay = DELAY.exec(lower);
  if (delay !== null) {
    const [least, most] = [Number(delay[1]), Number(delay[2])];
    return least <= most ? { kind: 'delay', least, most } : null;
  }
  const found = WITH_PROBABILITY.exec(lower);
  if (found === null) return null;
  const probability = found[2] === undefined || found[2] === 'always' ? 1 : Number(found[2]);
  if (probability > 1) return null;
  const kind = /** @type {'lie' | 'wrong-state' | 'equivocate' | 'crash'} */ (found[1]);
  return kind === 'lie' ? { kind, operation: null, probability } : { kind, probability };
}
