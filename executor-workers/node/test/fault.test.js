// @ts-check
/** Each fault produces the configured, well-formed wrong answers and changes nothing else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok, put } from '../src/answer.js';
import { Metrics } from '../src/process/metrics.js';
import { startHealthServer } from '../src/process/health-server.js';
import { FaultInjector } from '../src/worker/fault/injector.js';
import { parseFault } from '../src/worker/fault/spec.js';

const honest = () => ok({ account: 'a', balance: '12.5' }, [put('k', '12.5|none')]);
const STATE = { get: () => null };

/** @param {number} id @param {string} operation */
const request = (id, operation = 'GET') => /** @type {any} */ ({ requestId: Buffer.alloc(16, id), operation });

/** @param {string | null} text @param {{halt?: () => void, clock?: () => number, seed?: number}} parts */
const injector = (text, { halt = () => {}, clock = () => 0, seed = 1 } = {}) =>
  new FaultInjector(text === null ? null : parseFault(text), seed, halt, clock);

/** @param {FaultInjector} faults @param {number} id @param {string} operation */
const said = (faults, id = 1, operation = 'GET') => faults.around(honest)(STATE, request(id, operation));

test('without a fault nothing is changed', () => {
  assert.deepEqual(said(injector(null)), honest());
});

test('a lie is a wrong balance of the same form, the same one each time, and the state stays right', () => {
  const { output, writes } = said(injector('lie'));
  assert.match(output.toString(), /^\{"account":"a","balance":"12\.[1-9]"\}$/u);
  assert.notDeepEqual(output, honest().output);
  assert.deepEqual(writes, honest().writes);
  assert.deepEqual(said(injector('lie')), said(injector('lie')));
  assert.deepEqual(said(injector('lie@TRANSFER')), honest());
});

test('a fault occurs with its probability and ends after its time', () => {
  const faults = injector('lie:0.3');
  const lies = Array.from({ length: 250 }, (_, id) => said(faults, id)).filter(({ output }) => !output.equals(honest().output));
  assert.ok(lies.length > 45 && lies.length < 105, String(lies.length));
  let now = 0;
  const passing = injector('lie/2s', { clock: () => now });
  assert.notDeepEqual(said(passing), honest());
  now = 2_000;
  assert.deepEqual(said(passing), honest());
});

test('a wrong state is written and reported', () => {
  const { output, writes } = said(injector('wrong-state'));
  assert.deepEqual(output, honest().output);
  assert.match(String(writes[0].value), /^12\.[1-9]\|none$/u);
  assert.notEqual(String(writes[0].value), '12.5|none');
});

/** @type {import('../src/worker/batch.js').AnswerBatch} */
const BATCH = {
  processedTo: 9n,
  resumeFrom: 10n,
  items: [
    {
      response: {
        businessOffset: 9n, requestHash: Buffer.alloc(32), preState: Buffer.alloc(0), postState: Buffer.alloc(0), stateRoot: Buffer.alloc(0),
        ...honest(),
      },
      encoded: Buffer.from('honest'),
    },
  ],
};

test('silence, delay, equivocation and crashes affect batches', () => {
  assert.deepEqual(injector(null).outgoing([BATCH]), [{ batch: BATCH, delay: 0 }]);
  assert.deepEqual(injector('silent').outgoing([BATCH])[0].batch, { ...BATCH, items: [] });
  const { delay } = injector('delay:5-9ms').outgoing([BATCH])[0];
  assert.ok(delay >= 5 && delay <= 9);
  const [first, second] = injector('equivocate').outgoing([BATCH]).map(({ batch }) => batch.items[0]);
  assert.equal(first, BATCH.items[0]);
  assert.notDeepEqual(second.response.output, first.response.output);
  assert.deepEqual(second.response.businessOffset, 9n);
  let halted = 0;
  injector('crash', { halt: () => halted++ }).outgoing([BATCH]);
  assert.equal(halted, 1);
});

test('health and metrics are served, nothing else', async () => {
  const metrics = new Metrics('e"1', '0');
  metrics.handled('answered');
  metrics.handled('rejected');
  metrics.handled('applied');
  metrics.gauges = () => ({ backlog: 5, processed: [{ partition: 3, processedTo: 2n ** 60n }], failures: 1 });
  const port = 20_000 + (process.pid % 20_000);
  let healthy = false;
  const close = await startHealthServer({ host: '127.0.0.1', port }, () => healthy, () => metrics.toString());
  const get = (/** @type {string} */ path, method = 'GET') => fetch(`http://127.0.0.1:${port}${path}`, { method });
  assert.equal((await get('/health')).status, 503);
  healthy = true;
  assert.deepEqual(await (await get('/health')).json(), { status: 'UP' });
  const text = await (await get('/metrics')).text();
  for (const line of [
    'tribunal_executor_requests_total{outcome="answered"} 1', 'tribunal_executor_requests_total{outcome="rejected"} 1',
    'tribunal_executor_processed_offset{partition="3"} 1152921504606846976', 'tribunal_executor_backlog_bytes 5',
    'tribunal_executor_write_failures_total 1', 'tribunal_executor_info{executor="e\\"1",language="javascript",version="0"} 1',
  ]) {
    assert.ok(text.includes(`${line}\n`), line);
  }
  assert.equal((await get('/other')).status, 404);
  assert.equal((await get('/health', 'POST')).status, 404);
  close();
});
