// @ts-check
/** The golden vectors, through the probes that a conformance run would ask. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accounts } from '../service/accounts.js';
import { AvroType } from '../src/avro/codec.js';
import * as types from '../src/codec/types.js';
import { fromHex } from '../src/bytes.js';
import { sha256 } from '../src/crypto/sha256.js';
import { Probes } from '../src/probe.js';
import { vectors } from './support.js';

const ask = (/** @type {any} */ request) => new Probes(accounts).answer(request);

test('schemas have the fingerprints of the protocol', () => {
  const cases = vectors('schemas').cases;
  for (const { fingerprint, canonicalForm } of cases) {
    assert.equal(new AvroType(JSON.parse(canonicalForm)).fingerprint.toString('hex'), fingerprint);
  }
  const forms = new Set(cases.map((/** @type {any} */ one) => one.canonicalForm));
  for (const type of [types.SIGNED_ENVELOPE, types.GENESIS, types.REQUEST, types.CONTROL, types.RESPONSE]) {
    assert.ok(forms.has(type.canonicalForm));
  }
});

test('keys are named and sign as they should', async () => {
  const { SigningKey } = await import('../src/crypto/ed25519.js');
  for (const { seedText, publicKey, keyId, signature } of vectors('keys').cases) {
    const key = SigningKey.ofSeed(sha256(Buffer.from(seedText)));
    assert.equal(key.publicKey.toString('hex'), publicKey);
    assert.equal(key.keyId, keyId);
    assert.equal(key.sign(Buffer.from(seedText)).toString('hex'), signature);
  }
});

test('signatures and public keys are accepted or refused as in the vectors', async () => {
  for (const { name, publicKey, message, signature, keyValid, valid } of vectors('signatures').cases) {
    assert.deepEqual(await ask({ probe: 'verify', publicKey, message, signature }), { keyValid, valid }, name);
  }
});

test('shard keys find their partition', async () => {
  for (const { shardKey, partitions, partition } of vectors('partitioner').cases) {
    const found = await ask({ probe: 'partition', shardKey, partitions: Number(partitions) });
    assert.deepEqual(found, { partition: Number(partition) }, shardKey);
  }
});

test('request bodies are accepted or refused as in the vectors', async () => {
  for (const { output, requestBody } of vectors('normalization').cases) {
    if (requestBody === undefined) continue;
    assert.deepEqual(await ask({ probe: 'body', body: output }), { valid: requestBody }, fromHex(output).toString());
  }
});

test('the replay window is kept', async () => {
  const cases = vectors('replay-window').cases;
  const { results } = await ask({ probe: 'window', checks: cases });
  cases.forEach((/** @type {any} */ { check, firstOffset }, /** @type {number} */ i) => {
    assert.deepEqual(results[i], { check, firstOffset: firstOffset ?? null }, `case ${i}`);
  });
});

test('a partition is admitted as it should', async () => {
  const { deployment, partition, cases } = vectors('admission');
  const { decisions } = await ask({ probe: 'admission', deployment, partition: Number(partition), records: cases });
  cases.forEach((/** @type {any} */ { name, expected }, /** @type {number} */ i) => {
    assert.deepEqual({ ...decisions[i], ...expected }, decisions[i], name);
  });
});

test('each deployment is admitted by the rules that its genesis names', async () => {
  const { partition, cases } = vectors('rules-versions');
  assert.ok(cases.length > 2);
  for (const { name, deployment, records } of cases) {
    const { decisions } = await ask({ probe: 'admission', deployment, partition: Number(partition), records });
    records.forEach((/** @type {any} */ one, /** @type {number} */ i) => {
      assert.deepEqual({ ...decisions[i], ...one.expected }, decisions[i], `${name}, ${one.name}`);
    });
  }
});

test('hostile envelopes are refused with the right reason', async () => {
  const { deployment, partition, cases } = vectors('admission');
  for (const one of vectors('hostile-envelopes').cases) {
    const records = [cases[0], one];
    const { decisions } = await ask({ probe: 'admission', deployment, partition: Number(partition), records });
    assert.deepEqual({ ...decisions[1], ...one.expected }, decisions[1], one.name);
  }
});

test('a record that is not genesis opens no partition', async () => {
  const { partition, cases } = vectors('admission');
  for (const records of [[cases[1]], [cases[0]]]) {
    const found = await ask({ probe: 'admission', deployment: '00'.repeat(32), partition: Number(partition), records });
    assert.deepEqual(found, { decisions: [{ decision: 'BAD_GENESIS' }] });
  }
});

test('state digests and roots are kept', async () => {
  const cases = vectors('state').cases;
  const { steps } = await ask({ probe: 'state', steps: cases });
  cases.forEach((/** @type {any} */ { preState, writesHash, postState, stateRoot }, /** @type {number} */ i) => {
    assert.deepEqual(steps[i], { preState, writesHash, postState, stateRoot }, `step ${i}`);
  });
});

test('response batches are written byte for byte', async () => {
  const key = vectors('keys').cases.find((/** @type {any} */ one) => one.seedText.endsWith('e1'));
  const readable = vectors('response-batches').cases.filter((/** @type {any} */ one) => one.readable);
  assert.ok(readable.length > 0);
  for (const { name, value, header, responses } of readable) {
    const { deployment, executorId, partition, processedTo } = header;
    const found = await ask({
      probe: 'batch',
      seed: sha256(Buffer.from(key.seedText)).toString('hex'),
      deployment,
      executorId,
      partition: Number(partition),
      processedTo,
      schemaId: fromHex(value).readInt32BE(1),
      responses: responses.map((/** @type {any} */ one) => one.encoded),
    });
    assert.equal(found.value, value, name);
  }
});

test('a request to rejoin is written byte for byte', async () => {
  const { deployment, value } = vectors('order').cases.find((/** @type {any} */ one) => one.kind === 'Rejoin');
  const key = vectors('keys').cases.find((/** @type {any} */ one) => one.seedText.endsWith('e2'));
  const seed = sha256(Buffer.from(key.seedText)).toString('hex');
  const found = await ask({ probe: 'rejoin', seed, deployment, executorId: 'e2', isolation: '3', schemaId: 0 });
  assert.equal(found.value, value);
});

test('the right snapshot is chosen', async () => {
  const { deployment, partition, appendTime, businessLog, cases } = vectors('recovery');
  const records = businessLog.map((/** @type {any} */ one, /** @type {number} */ i) => ({
    offset: one.offset ?? String(i),
    appendTime,
    logAppendTime: true,
    value: one.value ?? one,
  }));
  for (const { name, resumeFrom, audit, checkpoints, snapshots, restored } of cases) {
    const found = await ask({
      probe: 'restore',
      deployment,
      partition: Number(partition),
      resumeFrom,
      genesis: records[0].value,
      audit,
      checkpoints,
      snapshots,
      records,
    });
    assert.deepEqual(found.restored && { ...found.restored, entries: String(found.restored.entries) }, restored, name);
  }
});
