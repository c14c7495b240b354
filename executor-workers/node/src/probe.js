// @ts-check
/** Conformance: one JSON request a line, one JSON answer a line. Bytes in hex, 64-bit integers as decimal strings. */
import { createInterface } from 'node:readline';
import { BadGenesis, PartitionAdmission } from './admission/partition-admission.js';
import { partitionOf } from './admission/partitioner.js';
import { ReplayWindow } from './admission/replay-window.js';
import { billOfMaterials } from './bom.js';
import { fromHex, ZERO_HASH } from './bytes.js';
import { decodeBusiness } from './codec/business.js';
import { isValidPublicKey, SigningKey, verifySignature } from './crypto/ed25519.js';
import { isCanonicalBody } from './json/canonical-body.js';
import { AuditFold } from './recovery/audit.js';
import { CheckpointTally, decodeCheckpoint } from './recovery/checkpoints.js';
import { chooseSnapshot } from './recovery/verified-snapshot.js';
import { encodeRejoin } from './recovery/rejoin.js';
import { SnapshotShelf } from './recovery/snapshot.js';
import { nextState, writesHash } from './state/digest.js';
import { StateTree } from './state/tree.js';
import { signBatch } from './worker/batch.js';
import { StateMachine } from './worker/state-machine.js';

/** @param {Buffer} bytes */
const hex = (bytes) => bytes.toString('hex');
/** @param {string | null} text */
const bytesOrNull = (text) => (text === null ? null : fromHex(text));

/** @param {number} partition @param {any} record */
const business = (partition, { offset, appendTime, logAppendTime, value }) =>
  decodeBusiness({
    partition,
    offset: BigInt(offset),
    appendTime: BigInt(appendTime),
    logAppendTime,
    value: bytesOrNull(value),
  });

/** @param {import('./codec/business.js').BusinessRecord} record @param {import('./admission/partition-admission.js').Decision} decision */
function told(record, decision) {
  switch (decision.decision) {
    case 'ADMITTED':
      return { decision: 'ADMITTED', requestHash: hex(record.valueHash) };
    case 'REJECTED':
      return {
        decision: 'REJECTED',
        reason: decision.reason,
        replayOf: decision.replayOf?.toString() ?? null,
        requestId: decision.requestId === null ? null : hex(decision.requestId),
        clientId: decision.clientId,
      };
    default:
      return { decision: decision.decision };
  }
}

/** @param {any} author */
const authorOf = ({ seed, deployment, executorId, schemaId }) => ({
  deployment: fromHex(deployment),
  executorId,
  key: SigningKey.ofSeed(fromHex(seed)),
  schemaId,
});

/** Answers probes; `execute` keeps its state from one to the next. */
export class Probes {
  #service;
  /** @type {StateMachine} */
  #machine;

  /** @param {import('./answer.js').Service} service */
  constructor(service) {
    this.#service = service;
    this.#machine = new StateMachine(service);
  }

  /** @param {any} request @returns {Promise<any>} @throws {Error} for what is no probe */
  async answer(request) {
    switch (request.probe) {
      case 'bom':
        return { bom: billOfMaterials() };
      case 'partition':
        return { partition: partitionOf(request.shardKey, request.partitions) };
      case 'verify':
        return this.#verify(request);
      case 'body':
        return { valid: isCanonicalBody(fromHex(request.body)) };
      case 'window':
        return this.#window(request);
      case 'admission':
        return this.#admission(request);
      case 'state':
        return this.#state(request);
      case 'execute':
        return this.#execute(request);
      case 'batch':
        return this.#batch(request);
      case 'restore':
        return this.#restore(request);
      case 'rejoin':
        return { value: hex(encodeRejoin(authorOf(request), BigInt(request.isolation))) };
      default:
        throw new Error(`no such probe: ${request.probe}`);
    }
  }

  /** @param {any} request */
  #verify({ publicKey, message, signature }) {
    const key = fromHex(publicKey);
    const keyValid = isValidPublicKey(key);
    return { keyValid, valid: keyValid && verifySignature(key, fromHex(message), fromHex(signature)) };
  }

  /** @param {any} request */
  #window({ checks }) {
    const window = new ReplayWindow();
    const results = checks.map((/** @type {any} */ { sequence, offset }) => {
      const result = window.check(BigInt(sequence));
      if (result.check === 'FRESH') window.mark(BigInt(sequence), BigInt(offset));
      return { check: result.check, firstOffset: result.firstOffset?.toString() ?? null };
    });
    return { results };
  }

  /** @param {any} request */
  #admission({ deployment, partition, records }) {
    const admission = new PartitionAdmission(partition, fromHex(deployment));
    const decisions = [];
    try {
      for (const given of records) {
        const record = business(partition, given);
        decisions.push(told(record, admission.decide(record)));
      }
    } catch (error) {
      if (!(error instanceof BadGenesis)) throw error;
      decisions.push({ decision: 'BAD_GENESIS' });
    }
    return { decisions };
  }

  /** @param {any} request */
  #state({ steps }) {
    const tree = new StateTree();
    /** @type {Buffer} */
    let chain = ZERO_HASH;
    return {
      steps: steps.map((/** @type {any} */ step) => {
        const writes = step.writes.map((/** @type {any} */ { key, value }) => ({ key: fromHex(key), value: bytesOrNull(value) }));
        const preState = chain;
        chain = nextState(preState, writes);
        tree.apply(writes);
        return {
          preState: hex(preState),
          writesHash: hex(writesHash(writes)),
          postState: hex(chain),
          stateRoot: hex(tree.root()),
        };
      }),
    };
  }

  /** @param {any} request */
  #execute({ reset, stateful, checkpointInterval, maxOutput, requests }) {
    if (reset) this.#machine = new StateMachine(this.#service);
    const policy = { stateful, checkpointInterval, maxOutput };
    return {
      responses: requests.map((/** @type {any} */ one) => {
        const request = {
          requestId: Buffer.alloc(16),
          clientId: 'probe',
          sequence: 0n,
          notAfter: 0n,
          shardKey: one.shardKey,
          operation: one.operation,
          contentType: one.contentType,
          body: fromHex(one.body),
        };
        return hex(this.#machine.answer(BigInt(one.offset), fromHex(one.requestHash), request, policy).encoded);
      }),
    };
  }

  /** @param {any} request */
  #batch(request) {
    const responses = request.responses.map(fromHex);
    return { value: hex(signBatch(authorOf(request), request.partition, BigInt(request.processedTo), responses)) };
  }

  /** @param {any} request */
  async #restore({ deployment, partition, resumeFrom, genesis, audit, checkpoints, snapshots, records }) {
    const founded = decodeBusiness({
      partition,
      offset: 0n,
      appendTime: 0n,
      logAppendTime: true,
      value: fromHex(genesis),
    });
    const admission = new PartitionAdmission(partition, fromHex(deployment));
    admission.decide(founded);
    const fold = new AuditFold(admission.genesis, fromHex(deployment));
    for (const value of audit) fold.take(bytesOrNull(value));
    if (fold.chain === null) return { restored: null };
    const shelf = new SnapshotShelf();
    for (const { key, value } of snapshots) shelf.take(Buffer.from(key), bytesOrNull(value));
    const tally = new CheckpointTally(admission.genesis, fold.chain);
    for (const { logAppendTime, value } of checkpoints) {
      const checkpoint = decodeCheckpoint(logAppendTime, bytesOrNull(value));
      if (checkpoint !== null) tally.add(checkpoint);
    }
    const log = new Map(records.map((/** @type {any} */ record) => [BigInt(record.offset), business(partition, record)]));
    const chosen = await chooseSnapshot(
      partition,
      BigInt(resumeFrom),
      shelf,
      tally,
      async (offset) => log.get(offset) ?? null,
      () => {},
    );
    if (chosen === null) return { restored: null };
    const { verifiedSnapshot, checkpoint } = chosen;
    return {
      restored: {
        businessOffset: verifiedSnapshot.businessOffset.toString(),
        postState: hex(verifiedSnapshot.postState),
        stateRoot: hex(checkpoint.stateRoot),
        entries: verifiedSnapshot.size,
        decision: verifiedSnapshot.admission().chain?.number.toString(),
      },
    };
  }
}

/** Until the end of input. @param {import('./answer.js').Service} service */
export async function serveProbes(service, input = process.stdin, output = process.stdout) {
  const probes = new Probes(service);
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    /** @type {any} */
    let id = null;
    let answer;
    try {
      const request = JSON.parse(line);
      id = request.id;
      answer = await probes.answer(request);
    } catch (error) {
      answer = { error: String(error instanceof Error ? error.message : error) };
    }
    output.write(`${JSON.stringify({ id, ...answer })}\n`);
  }
}
