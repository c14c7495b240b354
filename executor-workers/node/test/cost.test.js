// @ts-check
/** Nobody has signed these records: to find out costs a reader no more than to hash them some times. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeBusiness } from '../src/codec/business.js';
import { CONTROL, GENESIS, REQUEST, SIGNED_ENVELOPE } from '../src/codec/types.js';
import { encodeValue } from '../src/codec/value.js';
import { sha256 } from '../src/crypto/sha256.js';
import { fitsRecord } from '../src/decision/verdict-size.js';
import { recordOf } from './support.js';

/** Costs are linear in the size, so an eighth of the largest record shows them. */
const SIZE = 128 << 10;
/** Of hashing as many bytes ten times. */
const ROUNDS = 40;
const ATTEMPTS = 5;

/** @param {() => unknown} work */
function milliseconds(work) {
  const { user, system } = process.cpuUsage();
  work();
  const after = process.cpuUsage();
  return (after.user - user + after.system - system) / 1000;
}

/** In several rounds, since a clock of processor time is coarse. */
const hashing = () => milliseconds(() => {
  for (let i = 0; i < 100; i++) sha256(Buffer.alloc(SIZE));
}) / 10;

/** Other work may come between: what takes too long is measured again. @param {string} what @param {() => unknown} work */
function assertBounded(what, work) {
  let took = milliseconds(work);
  let most = ROUNDS * hashing();
  for (let i = 0; i < ATTEMPTS && took > most; i++) {
    took = Math.min(took, milliseconds(work));
    most = Math.max(most, ROUNDS * hashing());
  }
  assert.ok(took <= most, `${what} took ${took} ms, more than ${most}`);
}

/** @param {number} value */
function zigzag(value) {
  const bytes = [];
  let bits = value * 2;
  for (; bits > 0x7f; bits = Math.floor(bits / 128)) bytes.push((bits % 128) | 0x80);
  return Buffer.from([...bytes, bits]);
}

/** @typedef {any} Schema of a canonical form, or the name of one that was written out before */
/** @param {Schema} schema @param {Map<string, Schema>} named @returns {Schema} */
function whole(schema, named) {
  if (typeof schema === 'string') return named.get(schema) ?? { type: schema };
  if (schema.name) named.set(schema.name, schema);
  return schema;
}

/** @param {Schema} given @param {Map<string, Schema>} named @returns {Buffer} */
function smallest(given, named) {
  const schema = whole(given, named);
  if (Array.isArray(schema)) return Buffer.concat([Buffer.from([0]), smallest(schema[0], named)]);
  switch (schema.type) {
    case 'null':
      return Buffer.alloc(0);
    case 'record':
      return Buffer.concat(schema.fields.map((/** @type {any} */ field) => smallest(field.type, named)));
    case 'fixed':
      return Buffer.alloc(schema.size);
    default:
      return Buffer.alloc(1);
  }
}

/**
 * Bodies in which one array is full of the smallest items, everything else being as small as it may be.
 * @param {Schema} given @param {Map<string, Schema>} named @returns {Buffer[]}
 */
function fillings(given, named) {
  const schema = whole(given, named);
  if (Array.isArray(schema)) {
    return schema.flatMap((branch, i) => fillings(branch, named).map((body) => Buffer.concat([zigzag(i), body])));
  }
  switch (schema.type) {
    case 'record': {
      const parts = schema.fields.map((/** @type {any} */ field) => smallest(field.type, named));
      return schema.fields.flatMap((/** @type {any} */ field, /** @type {number} */ i) =>
        fillings(field.type, named).map((body) => Buffer.concat([...parts.slice(0, i), body, ...parts.slice(i + 1)])),
      );
    }
    case 'array': {
      const item = smallest(schema.items, named);
      const count = Math.floor(SIZE / item.length);
      const end = Buffer.from([0]);
      const inside = fillings(schema.items, named).map((body) => Buffer.concat([zigzag(1), body, end]));
      return [Buffer.concat([zigzag(count), Buffer.alloc(count * item.length, item), end]), ...inside];
    }
    case 'string':
    case 'bytes':
      return [Buffer.concat([zigzag(SIZE), Buffer.alloc(SIZE, 'a')])];
    default:
      return [];
  }
}

/** @param {string} payloadType @param {Buffer} payload */
const unsigned = (payloadType, payload) =>
  encodeValue(0, SIGNED_ENVELOPE, { payloadType, payload, keyId: 'k', signature: Buffer.alloc(64), batch: null });

for (const [name, type] of Object.entries({ genesis: GENESIS, request: REQUEST, control: CONTROL })) {
  test(`whatever fills a ${name} is decoded at the cost of hashing it`, () => {
    for (const body of fillings(JSON.parse(type.canonicalForm), new Map())) {
      const header = Buffer.concat([Buffer.from('c301', 'hex'), type.fingerprint]);
      const value = unsigned(`application/vnd.tribunal.${name}.v1+avro`, Buffer.concat([header, body]));
      assertBounded(`${name} of ${value.length} bytes`, () => decodeBusiness(recordOf(7n, value)));
    }
  });
}

test('verdicts fit into a record', () => {
  assert.ok(fitsRecord(14, true) && !fitsRecord(15, true));
  assert.ok(fitsRecord(1_000, false) && !fitsRecord(20_000, false));
});
