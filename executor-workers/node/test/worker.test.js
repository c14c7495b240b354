// @ts-check
/** One partition at work: what is answered, what is written and when, after restarts and Voids too. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accounts } from '../service/accounts.js';
import { ok, put, refused } from '../src/answer.js';
import { decodeBusiness } from '../src/codec/business.js';
import { MAX_RESPONSE_BYTES } from '../src/limits.js';
import { cutBatches } from '../src/worker/batch.js';
import { RejoinStateMachine } from '../src/worker/rejoin-state-machine.js';
import { executeGuarded } from '../src/worker/guarded.js';
import { PartitionExecutor } from '../src/worker/partition-executor.js';
import { PartitionWorker } from '../src/worker/partition-worker.js';
import { DEPLOYMENT, GENESIS_RECORD, homeShard, PARTITION, recordOf, requestPayload, signedBatch, vectors } from './support.js';

const opened = decodeBusiness(GENESIS_RECORD);
const ledger = homeShard(/** @type {any} */ (opened.content).ok.payload.partitions);
const open = (/** @type {number} */ i) => requestPayload(BigInt(i), ledger, 'OPEN', `{"account":"a${i}","overdraft":"none"}`);
const log = [opened, ...signedBatch([0, 1, 2, 3].map(open)).map((value, i) => decodeBusiness(recordOf(BigInt(i + 1), value)))];

/** @param {bigint} resumeFrom @param {import('../src/answer.js').Service} service */
const worker = (resumeFrom = 0n, service = accounts) =>
  new PartitionWorker(PARTITION, 0n, resumeFrom, (voids) => new PartitionExecutor(PARTITION, DEPLOYMENT, service, voids));
const offsets = (/** @type {import('../src/worker/batch.js').AnswerBatch[]} */ batches) =>
  batches.flatMap(({ items }) => items.map(({ response }) => response.businessOffset));

test('answers in order, then sends heartbeats', () => {
  const one = worker();
  assert.deepEqual(one.drain(0), []);
  assert.equal(one.handle(log[0]), 'applied');
  assert.deepEqual(one.drain(1), [{ processedTo: 0n, resumeFrom: 1n, items: [] }]);
  for (const record of log.slice(1)) assert.equal(one.handle(record), 'answered');
  const batches = one.drain(2);
  assert.deepEqual(offsets(batches), [1n, 2n, 3n, 4n]);
  assert.equal(batches[0].processedTo, 4n);
  assert.deepEqual(one.drain(3), []);
  assert.equal(one.drain(10_000)[0].items.length, 0);
});

test('falls quiet, and then joins the batches of other partitions', () => {
  const one = worker();
  assert.deepEqual([one.emptyBatchIn(0), one.join(1_000_000)], [Number.POSITIVE_INFINITY, []], 'before genesis');
  one.handle(log[0]);
  let now = 1;
  one.drain(now);
  assert.equal(one.emptyBatchIn(now), Number(one.rules?.policy.heartbeat));
  while (one.emptyBatchIn(now) < 10_000) {
    now += one.emptyBatchIn(now);
    assert.equal(one.drain(now).length, 1);
  }
  assert.deepEqual(one.join(now + 4_999), []);
  assert.equal(one.join(now + 5_000)[0].items.length, 0);
  one.handle(log[1]);
  assert.equal(one.emptyBatchIn(now + 5_001), 0);
});

test('after a restart repeats no acknowledged answer, and gives the rest with the same bytes', () => {
  const first = worker();
  log.forEach((record) => first.handle(record));
  const said = first.drain(0).flatMap(({ items }) => items.map(({ encoded }) => encoded.toString('hex')));
  const again = worker(3n);
  for (const record of log.slice(0, 2)) {
    again.handle(record);
    assert.deepEqual(again.drain(1_000_000), [], 'silent while it is rebuilt');
  }
  log.slice(2).forEach((record) => again.handle(record));
  const batches = again.drain(0);
  assert.deepEqual(offsets(batches), [3n, 4n]);
  assert.deepEqual(batches.flatMap(({ items }) => items.map(({ encoded }) => encoded.toString('hex'))), said.slice(2));
});

test('a rejected entry gets no answer but advances processedTo', () => {
  const one = worker();
  log.slice(0, 2).forEach((record) => one.handle(record));
  one.drain(0);
  assert.equal(one.handle({ ...log[1], offset: 2n }), 'rejected');
  assert.deepEqual(one.drain(0), [{ processedTo: 2n, resumeFrom: 3n, items: [] }]);
});

test('a Void takes the effect away, and the requests after it are answered again', () => {
  const cases = vectors('admission').cases;
  const records = cases.map((/** @type {any} */ one) =>
    decodeBusiness({
      partition: PARTITION, offset: BigInt(one.offset), appendTime: BigInt(one.appendTime), logAppendTime: one.logAppendTime,
      value: one.value === null ? null : Buffer.from(one.value, 'hex'),
    }),
  );
  const at = cases.findIndex((/** @type {any} */ one) => one.name === 'a state is settled');
  const { partition, businessOffset } = records[at].content.ok.open().subject.value.action.value;
  const one = worker();
  const outcomes = records.slice(0, at + 1).map((/** @type {any} */ record) => one.handle(record));
  if (partition !== PARTITION || businessOffset >= BigInt(at)) {
    assert.equal(outcomes.at(-1), 'applied');
    return;
  }
  assert.equal(outcomes.at(-1), 'again');
  records.slice(0, at + 1).forEach((/** @type {any} */ record) => assert.notEqual(one.handle(record), 'again'));
  assert.equal(one.processedTo, BigInt(at));
});

test('batches keep within 256 answers and 512 KiB', () => {
  /** @param {number} i @param {number} size */
  const item = (i, size) => ({ response: { businessOffset: BigInt(i) }, encoded: Buffer.alloc(size) });
  const many = cutBatches(Array.from({ length: 600 }, (_, i) => item(i, 10)), -1n, 700n);
  assert.deepEqual(many.map(({ items }) => items.length), [256, 256, 88]);
  assert.deepEqual(many.map(({ processedTo }) => processedTo), [255n, 511n, 700n]);
  const large = cutBatches(Array.from({ length: 5 }, (_, i) => item(i, 200 << 10)), 2n, 4n);
  assert.ok(large.every(({ items }) => items.reduce((sum, { encoded }) => sum + encoded.length, 0) <= MAX_RESPONSE_BYTES));
  assert.deepEqual(large.map(({ processedTo, resumeFrom }) => [processedTo, resumeFrom]), [[2n, 2n], [3n, 4n], [4n, 5n]]);
});

test('failures and too large answers of a service become refusals', () => {
  const state = { get: () => null };
  const request = /** @type {any} */ ({ requestId: Buffer.alloc(16) });
  /** @param {any} service */
  const say = (service) => executeGuarded(service, state, request, 1_000);
  /** @returns {any} */
  const endless = () => endless();
  const bad = [
    () => { throw new Error('x'); }, () => { throw null; }, endless, () => undefined, () => null, () => Promise.resolve(ok({})),
    () => ({ ...ok({}), status: 'MAYBE' }), () => ({ ...ok({}), output: 'text' }), () => ({ ...ok({}), writes: [{ key: 'a', value: null }] }),
    () => ({ ...ok({}), contentType: 7 }), () => ok({}, [put('a', '1'), put('a', '2')]),
  ];
  for (const service of bad) assert.deepEqual(say(service), refused({ error: 'INTERNAL' }), String(service));
  for (const service of [() => ok('x'.repeat(1_000)), () => ok({}, [put('k', 'x'.repeat(449 << 10))])]) {
    assert.deepEqual(say(service), refused({ error: 'TOO_LARGE' }));
  }
  const answer = say(() => ok({}, [put('b', '1'), put('é', '2'), put('a', '3')]));
  assert.deepEqual(answer.writes.map(({ key }) => key.toString()), ['a', 'b', 'é']);
  assert.deepEqual(say(() => ({ ...refused({}), writes: [put('a', '1')] })).writes, []);
});

test('an isolation is answered with one rebuild and one request', async () => {
  /** @type {bigint[]} */
  const asked = [];
  let fails = true;
  const rejoin = new RejoinStateMachine(async (isolation) => {
    asked.push(isolation);
    return !fails;
  });
  const settle = () => new Promise(setImmediate);
  assert.equal(rejoin.mustRebuild(0n, false, 0), false);
  assert.equal(rejoin.mustRebuild(0n, true, 1), false);
  assert.equal(rejoin.mustRebuild(5n, true, 2), true);
  assert.equal(rejoin.mustRebuild(5n, false, 3), false);
  assert.deepEqual(asked, []);
  assert.equal(rejoin.mustRebuild(5n, true, 4), false);
  await settle();
  rejoin.mustRebuild(5n, true, 5);
  await settle();
  assert.deepEqual(asked, [5n], 'not again at once');
  fails = false;
  rejoin.mustRebuild(5n, true, 2_010);
  await settle();
  rejoin.mustRebuild(5n, true, 9_000);
  assert.deepEqual(asked, [5n, 5n]);
  assert.equal(rejoin.mustRebuild(9n, true, 9_001), true);
  const fresh = new RejoinStateMachine(async () => true);
  assert.equal(fresh.mustRebuild(5n, true, 0), false, 'a process that has just started has built its state already');
});
