// @ts-check
/** What a reader of a partition's business-log must know to continue after an offset (PROTOCOL 7). */
import { PartitionAdmission } from '../admission/partition-admission.js';
import { ReplayWindow } from '../admission/replay-window.js';
import { u32, u64 } from '../bytes.js';
import { counted } from '../decision/subject.js';
import { requireIdentifier } from '../identifier.js';
import { require } from '../malformed.js';
import { readWhole } from './reader.js';

const VERSION = 0x54524301;

/**
 * @typedef {{deployment: Buffer, partition: number, businessOffset: bigint, decisions: bigint, head: Buffer,
 *   ruleOffsets: bigint[], windows: {keyId: string, admitted: {sequence: bigint, offset: bigint}[]}[]}} AdmissionContext
 *   decisions and head: number and hash of the last decision in force
 */

/** The canonical encoding. @param {AdmissionContext} context @returns {Buffer} */
export function encodeContext(context) {
  return Buffer.concat([
    u32(VERSION),
    context.deployment,
    u32(context.partition),
    u64(context.businessOffset),
    u64(context.decisions),
    context.head,
    u32(context.ruleOffsets.length),
    ...context.ruleOffsets.map(u64),
    u32(context.windows.length),
    ...context.windows.flatMap(({ keyId, admitted }) => [
      counted(keyId),
      u32(admitted.length),
      ...admitted.flatMap(({ sequence, offset }) => [u64(sequence), u64(offset)]),
    ]),
  ]);
}

/** @param {import('./reader.js').Reader} from @returns {AdmissionContext} */
function read(from) {
  require(from.u32() === VERSION, 'no context');
  return {
    deployment: from.hash(),
    partition: from.u32(),
    businessOffset: from.u64(),
    decisions: from.u64(),
    head: from.hash(),
    ruleOffsets: from.list(() => from.u64()),
    windows: from.list(() => readWindow(from)),
  };
}

/** @param {import('./reader.js').Reader} from */
function readWindow(from) {
  const keyId = from.bytes().toString();
  requireIdentifier('key id', keyId);
  const admitted = from.list(() => ({ sequence: from.u64(), offset: from.u64() }));
  require(admitted.length > 0, 'an empty window');
  return { keyId, admitted: ReplayWindow.of(admitted).admitted() };
}

/** @param {Buffer} bytes @returns {AdmissionContext | null} null when they are not canonical */
export function decodeContext(bytes) {
  const context = readWhole(bytes, read);
  if (context === null) return null;
  const ascends = context.windows.every(({ keyId }, i) => i === 0 || context.windows[i - 1].keyId < keyId);
  return ascends && encodeContext(context).equals(bytes) ? context : null;
}

/** @param {AdmissionContext} context */
export function risesFromGenesis({ ruleOffsets, businessOffset }) {
  return (
    ruleOffsets[0] === 0n &&
    ruleOffsets[ruleOffsets.length - 1] < businessOffset &&
    ruleOffsets.every((offset, i) => i === 0 || ruleOffsets[i - 1] < offset)
  );
}

/**
 * An admission that continues after the offset. The rules are applied again and must agree with this context.
 * @param {AdmissionContext} context
 * @param {import('../codec/business.js').BusinessRecord[]} rules the records at its rule offsets, in their order
 * @returns {{admission: PartitionAdmission} | {flaw: string}}
 * @throws {import('../admission/partition-admission.js').BadGenesis} when the first is not the genesis of the deployment
 */
export function reopen(context, rules) {
  const admission = new PartitionAdmission(context.partition, context.deployment);
  for (const rule of rules) admission.decide(rule);
  const applied = admission.ruleOffsets;
  const same = applied.length === context.ruleOffsets.length && applied.every((one, i) => one === context.ruleOffsets[i]);
  if (!same || admission.chain === null) return { flaw: 'RULES' };
  if (admission.chain.number !== context.decisions) return { flaw: 'DECISION_NUMBER' };
  if (!admission.chain.head.equals(context.head)) return { flaw: 'DECISION_HEAD' };
  for (const { keyId, admitted } of context.windows) admission.restoreWindow(keyId, ReplayWindow.of(admitted));
  return { admission };
}
