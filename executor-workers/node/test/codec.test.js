// @ts-check
/** Canonical Avro: only the bytes that the encoder writes are accepted, and no input costs more than its own size. */
import assert from 'node:assert/strict';
import avsc from 'avsc';
import { test } from 'node:test';
import { AvroType } from '../src/avro/codec.js';
import { decodeBusiness } from '../src/codec/business.js';
import { ORDER_ENTRY, REQUEST, RESPONSE, RESPONSE_LOG_ENTRY, SIGNED_ENVELOPE } from '../src/codec/types.js';
import { Malformed } from '../src/malformed.js';
import { recordOf, vectors } from './support.js';

/** Seeded, so that a failure comes again. @param {number} seed */
function random(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

const LONG = new AvroType('long');
const INT = new AvroType('int');
const hex = (/** @type {string} */ text) => Buffer.from(text, 'hex');

test('longs of 64 bits survive, in the shortest form only', () => {
  const edges = [0n, -1n, 63n, 64n, -64n, -65n, 2n ** 27n, -(2n ** 27n), 2n ** 28n - 1n, 2n ** 31n, 2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n)];
  for (const value of edges) assert.equal(LONG.decode(LONG.encode(value)), value);
  assert.throws(() => LONG.encode(2n ** 63n), RangeError);
  for (const bad of ['', '80', '8000', '808000', 'ffffffffffffffffff02', 'ffffffffffffffffffff01', '80808080808080808000', '0000']) {
    assert.throws(() => LONG.decode(hex(bad)), Malformed, bad);
  }
});

test('ints have 32 bits', () => {
  for (const value of [0, 1, -1, 2 ** 27, -(2 ** 27), 2 ** 31 - 1, -(2 ** 31)]) assert.equal(INT.decode(INT.encode(value)), value);
  assert.throws(() => INT.decode(LONG.encode(2n ** 31n)), Malformed);
  assert.throws(() => INT.decode(LONG.encode(-(2n ** 31n) - 1n)), Malformed);
});

test('an independent library writes the same bytes', () => {
  const long = avsc.types.LongType.__with({
    fromBuffer: (/** @type {Buffer} */ buffer) => buffer.readBigInt64LE(),
    toBuffer(/** @type {bigint} */ value) {
      const buffer = Buffer.alloc(8);
      buffer.writeBigInt64LE(value);
      return buffer;
    },
    fromJSON: BigInt,
    toJSON: Number,
    isValid: (/** @type {unknown} */ value) => typeof value === 'bigint',
    compare: (/** @type {bigint} */ one, /** @type {bigint} */ other) => (one < other ? -1 : one > other ? 1 : 0),
  });
  const other = avsc.Type.forSchema(JSON.parse(RESPONSE.canonicalForm), { registry: { long } });
  const response = {
    businessOffset: 2n ** 60n, requestHash: Buffer.alloc(32, 1), preState: Buffer.alloc(0), postState: Buffer.alloc(32, 2),
    stateRoot: Buffer.alloc(0), status: 'REFUSED', contentType: 'téxt', output: Buffer.from('x'),
    writes: [{ key: Buffer.from('a'), value: null }, { key: Buffer.from('b'), value: Buffer.from('c') }],
  };
  const given = { ...response, writes: [{ key: Buffer.from('a'), value: null }, { key: Buffer.from('b'), value: { bytes: Buffer.from('c') } }] };
  const forms = [response, given].map((one) => {
    try {
      return other.toBuffer(one).toString('hex');
    } catch {
      return null;
    }
  });
  assert.ok(forms.includes(RESPONSE.encode(response).toString('hex')));
});

test('only the canonical encoding decodes, however bytes are changed', () => {
  const next = random(20261121);
  const good = [
    ...vectors('envelopes').cases.map((/** @type {any} */ one) => [SIGNED_ENVELOPE, hex(one.value).subarray(5)]),
    ...vectors('order').cases.map((/** @type {any} */ one) => [ORDER_ENTRY, hex(one.value).subarray(5)]),
    ...vectors('response-batches').cases.slice(0, 4).map((/** @type {any} */ one) => [RESPONSE_LOG_ENTRY, hex(one.value).subarray(5)]),
  ];
  let taken = 0;
  for (const [type, body] of good) {
    for (let round = 0; round < 60; round++) {
      const mangled = Buffer.from(body);
      for (let i = next(4); i >= 0; i--) mangled[next(mangled.length)] = next(256);
      const cut = next(5) === 0 ? mangled.subarray(0, next(mangled.length)) : mangled;
      try {
        const value = type.decode(cut);
        taken++;
        assert.ok(type.encode(value).equals(cut));
      } catch (error) {
        assert.ok(error instanceof Malformed, String(error));
      }
    }
  }
  assert.ok(taken > 50);
});

test('a declared length is not trusted', () => {
  const before = process.memoryUsage().heapUsed;
  const bombs = ['feffffffffffffffff01', 'fcffffff0f', '80808080808080804002'];
  const array = new AvroType({ type: 'array', items: 'bytes' });
  for (const bomb of bombs) {
    assert.throws(() => array.decode(hex(bomb)), Malformed);
    assert.throws(() => new AvroType('bytes').decode(hex(bomb)), Malformed);
  }
  assert.throws(() => REQUEST.decode(Buffer.alloc(1 << 20, 0xff)), Malformed);
  assert.ok(process.memoryUsage().heapUsed - before < 32 << 20);
});

test('any bytes in business-log decode to a record, never to an exception', () => {
  const next = random(7);
  const values = vectors('admission').cases.filter((/** @type {any} */ one) => one.value !== null).map((/** @type {any} */ one) => hex(one.value));
  for (let round = 0; round < 2_000; round++) {
    const value = Buffer.from(values[next(values.length)]);
    for (let i = next(3); i >= 0; i--) value[next(value.length)] = next(256);
    const record = decodeBusiness(recordOf(1n, value));
    assert.equal(record.valueHash.length, 32);
  }
  assert.deepEqual(decodeBusiness({ ...recordOf(1n, Buffer.alloc(0)), value: null }).content, { malformed: 'no value' });
  assert.ok('malformed' in decodeBusiness(recordOf(1n, Buffer.alloc((1 << 20) + 1))).content);
});
