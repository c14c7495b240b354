// @ts-check
/** More of something than a function call takes arguments: a liar can make it so. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { put } from '../src/answer.js';
import { nextState, writesHash } from '../src/state/digest.js';
import { StateTree } from '../src/state/tree.js';
import { sha256Of, sha256One } from '../src/crypto/sha256.js';

const MANY = 26_000;

test('as many parts as there are can be hashed', () => {
  const parts = Array.from({ length: 10 * MANY }, () => Buffer.from([7]));
  assert.deepEqual(sha256Of(parts), sha256One(Buffer.alloc(10 * MANY, 7)));
});

test('an answer of very many writes moves the state', () => {
  const writes = Array.from({ length: MANY }, (_, i) => put(Buffer.from([i >> 8, i & 0xff]), ''));
  assert.equal(writesHash(writes).length, 32);
  assert.notDeepEqual(nextState(Buffer.alloc(32), writes), Buffer.alloc(32));
});

test('a state keeps no more memory alive than its entries', () => {
  const tree = new StateTree();
  const pooled = Buffer.from('value');
  tree.apply([{ key: Buffer.from('key'), value: pooled }]);
  assert.equal(tree.get(Buffer.from('key'))?.buffer.byteLength, pooled.length);
});
