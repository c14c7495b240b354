// @ts-check
/** What goes to the brokers, and what comes from them, when they fail. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NetworkError, ProtocolError } from '@platformatic/kafka';
import { Producer } from '../src/kafka/producer.js';

const NOT_LEADER = 6;
const OUT_OF_ORDER = 45;
const DUPLICATE = 46;

/** A cluster that fails as it is told to, and a partition that keeps an idempotent producer's sequence. */
class FakeCluster {
  options = { requestTimeout: 1 };
  /** @type {string[]} */
  appended = [];
  /** @type {{id: bigint, sequence: number}[]} */
  sent = [];
  #ids = 0n;

  /** @param {(null | number | 'lost' | 'unheard')[]} plan what becomes of each request: done, an error code, lost on the way, or
   * done without anybody hearing of it */
  constructor(plan) {
    this.plan = plan;
  }

  async metadata() {
    return { topics: new Map([['t', new Map([[0, 1]])]]) };
  }

  async callAny() {
    return { producerId: ++this.#ids, producerEpoch: 0 };
  }

  /** @param {string} _purpose @param {number} _node @param {any} _api @param {number} acks @param {number} _timeout
   * @param {any[]} messages @param {any} options */
  async call(_purpose, _node, _api, acks, _timeout, [message], options) {
    assert.equal(acks, -1);
    const sequence = options.sequences.getWithDefault('t:0', 0);
    this.sent.push({ id: options.producerId, sequence });
    const fate = this.plan.shift() ?? null;
    if (fate === 'lost') throw new NetworkError('Connection closed');
    if (typeof fate === 'number' && fate !== DUPLICATE) throw Object.assign(new Error(), { errors: [new ProtocolError(fate)] });
    if (fate !== DUPLICATE) this.appended.push(message.value.toString());
    if (fate === 'unheard') throw new NetworkError('Connection closed');
    if (fate === DUPLICATE) throw Object.assign(new Error(), { errors: [new ProtocolError(DUPLICATE)] });
  }
}

/** @param {(null | number | 'lost' | 'unheard')[]} plan */
async function write(plan) {
  const cluster = new FakeCluster(plan);
  const producer = new Producer(/** @type {any} */ (cluster), 't', null);
  /** @type {string[]} */
  const written = [];
  for (const value of ['a', 'b', 'c']) producer.write(0, Buffer.from(value), () => written.push(value));
  await producer.close(10_000);
  return { ...cluster, written, failures: producer.failures };
}

test('values are written in order, each with the next sequence number', async () => {
  const { appended, written, sent } = await write([]);
  assert.deepEqual(appended, ['a', 'b', 'c']);
  assert.deepEqual(written, ['a', 'b', 'c']);
  assert.deepEqual(sent, [0, 1, 2].map((sequence) => ({ id: 1n, sequence })));
});

test('what fails is sent again in its place, under its number', async () => {
  const { appended, written, sent, failures } = await write([null, 'lost', NOT_LEADER, null]);
  assert.deepEqual(appended, ['a', 'b', 'c']);
  assert.deepEqual(written, appended);
  assert.deepEqual(sent.map(({ sequence }) => sequence), [0, 1, 1, 1, 2]);
  assert.equal(failures, 1);
});

test('what was appended without anybody hearing of it is not appended twice', async () => {
  const { appended, written, sent } = await write(['unheard', DUPLICATE, null]);
  assert.deepEqual(appended, ['a', 'b', 'c']);
  assert.deepEqual(written, appended);
  assert.deepEqual(sent.map(({ sequence }) => sequence), [0, 0, 1, 2]);
});

test('when the sequence is lost a new producer goes on in order', async () => {
  const { appended, written, sent } = await write([null, OUT_OF_ORDER, null, null]);
  assert.deepEqual(appended, ['a', 'b', 'c']);
  assert.deepEqual(written, appended);
  assert.deepEqual(sent, [
    { id: 1n, sequence: 0 }, { id: 1n, sequence: 1 }, { id: 2n, sequence: 0 }, { id: 2n, sequence: 1 },
  ]);
});
