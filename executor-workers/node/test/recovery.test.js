// @ts-check
/** Verified snapshots: a reader continues from one that matches a checkpoint and refuses any other. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accounts } from '../service/accounts.js';
import { u32, u64, ZERO_HASH } from '../src/bytes.js';
import { CHECKPOINT, SNAPSHOT_CHUNK } from '../src/codec/types.js';
import { encodeValue } from '../src/codec/value.js';
import { decodeBusiness } from '../src/codec/business.js';
import { preAuthEncoding } from '../src/crypto/pae.js';
import { sha256 } from '../src/crypto/sha256.js';
import { isOwnRejoin, encodeRejoin } from '../src/recovery/rejoin.js';
import { decodeContext, encodeContext, reopen } from '../src/recovery/context.js';
import { IndexedSnapshots, MAX_POSITIONS, SnapshotPositions } from '../src/recovery/snapshot.js';
import { VerifiedSnapshot } from '../src/recovery/verified-snapshot.js';
import { Probes } from '../src/probe.js';
import { StateTree } from '../src/state/tree.js';
import { PartitionExecutor } from '../src/worker/partition-executor.js';
import { PartitionWorker } from '../src/worker/partition-worker.js';
import { BadGenesis, PartitionAdmission } from '../src/admission/partition-admission.js';
import {
  DEPLOYMENT, GENESIS_RECORD, homeShard, NOW, PARTITION, recordOf, requestPayload, signedBatch, testKey, vectors,
} from './support.js';

const founded = /** @type {any} */ (decodeBusiness(GENESIS_RECORD).content).ok.payload;
const ledger = homeShard(founded.partitions);
const payloads = [0, 1, 2, 3].map((i) => requestPayload(BigInt(i), ledger, 'OPEN', `{"account":"a${i}","overdraft":"none"}`));
const records = [GENESIS_RECORD, ...signedBatch(payloads).map((value, i) => recordOf(BigInt(i + 1), value))];
const AT = 3n;

const executor = new PartitionExecutor(PARTITION, DEPLOYMENT, accounts);
const outcomes = records.map((record) => executor.handle(decodeBusiness(record)));
const responses = outcomes.flatMap((/** @type {any} */ outcome) => (outcome.item ? [outcome.item.response] : []));
const entries = responses.slice(0, 3).flatMap((/** @type {any} */ response) => response.writes);
const tree = new StateTree();
tree.apply(entries);

const CONTEXT = {
  deployment: DEPLOYMENT,
  partition: PARTITION,
  businessOffset: AT,
  decisions: 0n,
  head: ZERO_HASH,
  ruleOffsets: [0n],
  windows: [{ keyId: testKey('client').keyId, admitted: [0n, 1n, 2n].map((sequence) => ({ sequence, offset: sequence + 1n })) }],
};

/** @param {{context?: any, entries?: any[], signer?: string, chunk?: any, checkpoint?: any}} changes from what is sound */
function restoreRequest(changes = {}) {
  const context = encodeContext({ ...CONTEXT, ...changes.context });
  const content = Buffer.concat([
    u32(0x54525401), responses[2].postState, u32(context.length), context, u32((changes.entries ?? entries).length),
    ...(changes.entries ?? entries).flatMap(({ key, value }) => [u32(key.length), key, u32(value.length), value]),
  ]);
  const chunk = { deployment: DEPLOYMENT, partition: PARTITION, businessOffset: AT, index: 0, count: 1, content, ...changes.chunk };
  const checkpoint = {
    deployment: DEPLOYMENT, partition: PARTITION, businessOffset: AT, postState: responses[2].postState, stateRoot: tree.root(),
    contextRoot: sha256(context), ...changes.checkpoint,
  };
  const body = Buffer.concat([
    checkpoint.deployment, u32(PARTITION), u64(AT), checkpoint.postState, checkpoint.stateRoot, checkpoint.contextRoot,
  ]);
  const key = testKey(changes.signer ?? 'v1');
  const message = preAuthEncoding('application/vnd.tribunal.checkpoint.v1', body);
  const signature = { keyId: key.keyId, signature: key.sign(message) };
  return {
    probe: 'restore',
    deployment: DEPLOYMENT.toString('hex'),
    partition: PARTITION,
    resumeFrom: '5',
    genesis: GENESIS_RECORD.value.toString('hex'),
    audit: ['00', '0000000000ff', null],
    checkpoints: [{ logAppendTime: true, value: encodeValue(0, CHECKPOINT, { ...checkpoint, signature }).toString('hex') }],
    snapshots: [
      { key: 'nonsense', value: '00' },
      { key: `${PARTITION}/${AT}/0`, value: encodeValue(0, SNAPSHOT_CHUNK, chunk).toString('hex') },
    ],
    records: records.map(({ offset, value }) => ({
      offset: offset.toString(), appendTime: NOW.toString(), logAppendTime: true, value: value.toString('hex'),
    })),
  };
}

/** @param {any} request */
const restore = async (request) => (await new Probes(accounts).answer(request)).restored;

test('an executor starts from a valid snapshot', async () => {
  assert.deepEqual(await restore(restoreRequest()), {
    businessOffset: '3',
    postState: responses[2].postState.toString('hex'),
    stateRoot: tree.root().toString('hex'),
    entries: 3,
    decision: '0',
  });
});

test('answers from a snapshot equal those from the beginning, and no request is admitted twice', async () => {
  const { snapshots, checkpoints } = restoreRequest();
  const content = SNAPSHOT_CHUNK.decode(Buffer.from(snapshots[1].value, 'hex'), 5);
  const checkpoint = CHECKPOINT.decode(Buffer.from(checkpoints[0].value, 'hex'), 5);
  const made = await VerifiedSnapshot.of(checkpoint, [content], async (offset) => decodeBusiness(records[Number(offset)]));
  assert.ok('verifiedSnapshot' in made);
  const { verifiedSnapshot } = made;
  const worker = new PartitionWorker(PARTITION, AT + 1n, AT + 1n, (voids) =>
    new PartitionExecutor(PARTITION, DEPLOYMENT, accounts, voids, verifiedSnapshot),
  );
  assert.equal(worker.handle(decodeBusiness(records[4])), 'answered');
  assert.equal(worker.handle(decodeBusiness({ ...records[2], offset: 5n })), 'rejected');
  const said = worker.drain(0).flatMap(({ items }) => items.map(({ encoded }) => encoded.toString('hex')));
  const fromZero = /** @type {any} */ (outcomes[4]).item.encoded.toString('hex');
  assert.deepEqual(said, [fromZero]);
});

/** The logs of rules-versions.json by name, decoded. */
const foundedLogs = () =>
  vectors('rules-versions').cases.map((/** @type {any} */ { name, deployment, records: logged }) => ({
    name,
    deployment: Buffer.from(deployment, 'hex'),
    expected: logged.map((/** @type {any} */ one) => one.expected),
    log: logged.map((/** @type {any} */ { offset, appendTime, value }) =>
      decodeBusiness({
        partition: PARTITION, offset: BigInt(offset), appendTime: BigInt(appendTime), logAppendTime: true,
        value: Buffer.from(value, 'hex'),
      }),
    ),
  }));

test('a context continues under the rules of its deployment', () => {
  const told = new Set();
  for (const { name, deployment, expected, log } of foundedLogs().filter((/** @type {any} */ one) => one.log.length > 1)) {
    const keyId = testKey('client').keyId;
    const admitted = [{ sequence: 3977n, offset: 4n }, { sequence: 5000n, offset: 2n }];
    const context = decodeContext(
      encodeContext({ ...CONTEXT, deployment, businessOffset: 4n, windows: [{ keyId, admitted }] }),
    );
    assert.ok(context !== null);
    const reopened = /** @type {any} */ (reopen(context, [log[0]])).admission;
    for (let i = 5; i < log.length; i++) {
      const { decision, reason } = reopened.decide(log[i]);
      assert.deepEqual([decision, reason], [expected[i].decision, expected[i].reason], `${name}, record ${i}`);
      told.add(`${name}: ${reason}`);
    }
  }
  assert.ok(told.has('rules version 1: REPLAYED') && told.has('rules version 2: SEQUENCE_TOO_OLD'));
});

test('rules that are not known are refused by name', () => {
  const { deployment, log } = foundedLogs().find((/** @type {any} */ one) => one.name === 'rules version 3 is not known');
  assert.throws(
    () => new PartitionAdmission(PARTITION, deployment).decide(log[0]),
    (error) => error instanceof BadGenesis && /rules version 3, this release knows those up to 2/.test(error.message),
  );
});

test('an invalid snapshot is refused', async () => {
  const other = [...entries.slice(0, 2), { key: entries[2].key, value: Buffer.from('999999|none') }];
  /** @type {Record<string, any>} */
  const flaws = {
    'another balance': { entries: other },
    'keys out of order': { entries: [entries[1], entries[0], entries[2]] },
    'signed by an executor': { signer: 'e1' },
    'signed by a client': { signer: 'client' },
    'another deployment': { checkpoint: { deployment: ZERO_HASH } },
    'another state root': { checkpoint: { stateRoot: ZERO_HASH } },
    'another context': { checkpoint: { contextRoot: ZERO_HASH } },
    'a chunk of another place': { chunk: { businessOffset: 2n } },
    'a missing chunk': { chunk: { count: 2, content: Buffer.alloc(256 << 10) } },
    'too many chunks': { chunk: { count: 5000, content: Buffer.alloc(256 << 10) } },
    'an empty chunk': { chunk: { content: Buffer.alloc(0) } },
    'rules that are no rules': { context: { ruleOffsets: [0n, 1n] } },
    'rules that are not there': { context: { ruleOffsets: [0n, 2n ** 40n] } },
    'no rules': { context: { ruleOffsets: [] } },
    'a decision that was not': { context: { decisions: 1n } },
    'another head': { context: { head: Buffer.alloc(32, 1) } },
    'another partition': { context: { partition: PARTITION + 1 } },
    'a window that is none': { context: { windows: [{ keyId: 'k', admitted: [{ sequence: 5n, offset: 1n }, { sequence: 4n, offset: 2n }] }] } },
  };
  for (const [name, changes] of Object.entries(flaws)) assert.equal(await restore(restoreRequest(changes)), null, name);
  const unstamped = restoreRequest();
  unstamped.checkpoints[0].logAppendTime = false;
  assert.equal(await restore(unstamped), null);
  const tombstone = restoreRequest();
  tombstone.snapshots.push(/** @type {any} */ ({ key: `${PARTITION}/${AT}/0`, value: null }));
  assert.equal(await restore(tombstone), null);
});

test('an executor recognizes its own request to rejoin, which no other key can make', () => {
  const own = { deployment: DEPLOYMENT, executorId: 'e1', key: testKey('e1'), schemaId: 0 };
  const value = encodeRejoin(own, 3n);
  assert.ok(isOwnRejoin(own, 3n, { logAppendTime: true, value }));
  assert.ok(!isOwnRejoin(own, 4n, { logAppendTime: true, value }));
  assert.ok(!isOwnRejoin(own, 3n, { logAppendTime: false, value }));
  assert.ok(!isOwnRejoin(own, 3n, { logAppendTime: true, value: null }));
  assert.ok(!isOwnRejoin(own, 3n, { logAppendTime: true, value: encodeRejoin({ ...own, key: testKey('e2') }, 3n) }));
  const forged = Buffer.from(value);
  forged[forged.length - 1] ^= 1;
  assert.ok(!isOwnRejoin(own, 3n, { logAppendTime: true, value: forged }));
});

test('nothing is kept of foreign chunks', async () => {
  const value = Buffer.alloc(262_144);
  let reads = 0;
  const shelf = new IndexedSnapshots(async (take) => {
    reads++;
    for (let offset = 0; offset < 1_000; offset++) take(Buffer.from(`0/${offset}/0`), Buffer.from(value));
    take(Buffer.from('0/9/0'), null);
    take(Buffer.from('no key'), value);
  });
  await shelf.index((partition, offset) => partition === 0 && (offset === 7n || offset === 9n));
  assert.deepEqual(shelf.candidates(0, 100n), [7n]);
  assert.deepEqual(await shelf.chunks(0, 7n), []);
  assert.equal(reads, 2);
});

test('a bounded number of positions is held', () => {
  const positions = new SnapshotPositions();
  for (const key of [null, Buffer.from('no key'), Buffer.from('0/7/0'), Buffer.from('0/7/1')]) positions.take(key);
  assert.deepEqual([positions.size, positions.has(0, 7n), positions.has(0, 8n)], [1, true, false]);
  for (let offset = 0; offset < MAX_POSITIONS + 5; offset++) positions.take(Buffer.from(`1/${offset}/0`));
  assert.equal(positions.size, MAX_POSITIONS);
});
