// @ts-check
/** What is tried again: pauses, the log's lines, schema ids that are waited for. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { admit } from '../src/process/log.js';
import { LogDamaged, Retries } from '../src/process/retries.js';
import { registeredSchemaIds } from '../src/process/schema-registry.js';

test('pauses grow, and passing failures are tried for ever', () => {
  const retries = new Retries('test');
  const pauses = Array.from({ length: 100 }, () => retries.failed(new Error('no broker'), 'no broker'));
  assert.deepEqual(pauses.slice(0, 8), [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  assert.equal(pauses[99], 30_000);
  assert.equal(retries.failing, true);
  retries.succeeded();
  assert.equal(retries.failing, false);
});

test('damage that stays is given up', () => {
  const retries = new Retries('test');
  const damage = new LogDamaged('business-log-0@7 cannot be read');
  for (let i = 0; i < 7; i++) retries.failed(damage, damage.message);
  assert.throws(() => retries.failed(damage, damage.message), LogDamaged);
});

test('one cause gives one line a minute', () => {
  assert.equal(admit('x', 1_000), 0);
  assert.equal(admit('x', 60_999), null);
  assert.equal(admit('y', 60_999), 0);
  assert.equal(admit('x', 61_000), 1);
  for (let i = 0; i < 10_000; i++) admit(`cause ${i}`, 0);
  assert.equal(admit('x', 61_001), 0);
});

/** @param {string[]} urls */
const registry = (urls) => ({ urls, userInfo: '', timeout: 1_000, retries: 0, wait: 0 });

test('schema ids are waited for', async () => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked++;
    response.writeHead(asked === 1 ? 404 : 200).end(JSON.stringify(asked === 1 ? {} : { id: 7 }));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  /** @type {number[]} */
  const pauses = [];
  const wait = async (/** @type {number} */ ms) => pauses.push(ms);
  const ids = await registeredSchemaIds(registry([`http://127.0.0.1:${port}`]), ['a', 'b'], () => false, wait);
  server.close();
  server.closeAllConnections();
  assert.deepEqual(ids, [7, 7]);
  assert.deepEqual(pauses, [500]);
});

test('there are no schema ids when it is stopped before, and 0 without a registry', async () => {
  let stopped = false;
  const stop = async () => {
    stopped = true;
  };
  assert.equal(await registeredSchemaIds(registry(['http://127.0.0.1:1']), ['a'], () => stopped, stop), null);
  assert.deepEqual(await registeredSchemaIds(registry([]), ['a'], () => false, stop), [0]);
});
