// @ts-check
/** Values of business-log: framed signed envelopes (PROTOCOL 1, 2). */
import { EMPTY } from '../bytes.js';
import { sha256One } from '../crypto/sha256.js';
import { requireIdentifier } from '../identifier.js';
import { MAX_ENTRY } from '../limits.js';
import { Malformed, require } from '../malformed.js';
import { FIRST_RULES } from '../rules-version.js';
import { checkGenesis, checkProof, checkSignatures, checkSubject } from './checks.js';
import { SINGLE_OBJECT, decodeSingle, isNamedBy } from './single-object.js';
import { CONTROL, GENESIS, GENESIS_V2, REQUEST, SIGNED_ENVELOPE } from './types.js';
import { FRAME, readValue } from './value.js';

/** @param {string} name */
const mediaType = (name) => `application/vnd.tribunal.${name}.v1+avro`;
export const REQUEST_TYPE = mediaType('request');
export const RESPONSE_BATCH_TYPE = mediaType('response-batch');

const HASH_LENGTH = 32;

const UNNAMED = { kind: 'genesis', schema: GENESIS, check: checkFirstGenesis, roles: ['ROOT'] };
const NAMED = { kind: 'genesis', schema: GENESIS_V2, check: checkGenesisOfNamedRules, roles: ['ROOT'] };

/** What an envelope may carry here, and the roles whose keys may sign it. */
const PAYLOADS = new Map([
  [mediaType('genesis'), UNNAMED],
  [REQUEST_TYPE, { kind: 'request', schema: REQUEST, check: checkRequest, roles: ['CLIENT'] }],
  [mediaType('control'), { kind: 'control', schema: CONTROL, check: checkControl, roles: ['ROOT', 'VALIDATOR'] }],
]);

/**
 * A well-formed envelope; nothing in it is verified yet.
 * @typedef {{
 *   envelope: {payloadType: string, payload: Buffer, keyId: string, signature: Buffer,
 *     batch: {leafIndex: number, treeSize: number, path: Buffer[]} | null},
 *   kind: string, roles: string[], fingerprint: bigint, payload: any, open: () => any}} Entry
 *   payload of a control entry, and of a genesis after offset 0, has its deployment only. open gives all of it, or throws Malformed:
 *   that costs, so it has to wait until the signature was found valid
 *
 * One record as a reader found it.
 * @typedef {{
 *   partition: number, offset: bigint, appendTime: bigint,
 *   valueHash: Buffer, content: {ok: Entry} | {malformed: string}}} BusinessRecord
 *   appendTime in epoch ms; valueHash is what responses name as requestHash
 */

/** @param {any} genesis */
function checkFirstGenesis(genesis) {
  checkGenesis(genesis);
  genesis.rulesVersion = FIRST_RULES;
}

/** @param {any} genesis */
function checkGenesisOfNamedRules(genesis) {
  require(genesis.rulesVersion > FIRST_RULES, 'rulesVersion not above 1');
  checkGenesis(genesis);
}

/** @param {any} request */
function checkRequest(request) {
  require(request.sequence >= 0n, 'sequence negative');
  requireIdentifier('client id', request.clientId);
}

/** @param {any} control */
function checkControl(control) {
  checkSubject(control.subject);
  checkSignatures(control.certificate);
}

/** The deployment is the first field of every payload. @param {import('../avro/codec.js').AvroType} schema @param {Buffer} bytes */
function sealed(schema, bytes) {
  require(isNamedBy(schema, bytes), 'not a single object of the schema that is due');
  const deployment = bytes.subarray(SINGLE_OBJECT, SINGLE_OBJECT + HASH_LENGTH);
  require(deployment.length === HASH_LENGTH, 'ends early');
  return { deployment };
}

/** @param {Buffer} framed @param {boolean} first where the deployment's own genesis may stand @returns {Entry} */
function decodeEntry(framed, first) {
  const envelope = SIGNED_ENVELOPE.decode(framed, FRAME);
  checkProof(envelope.batch);
  const usual = PAYLOADS.get(envelope.payloadType);
  if (usual === undefined) throw new Malformed('payloadType is none of business-log');
  const known = usual === UNNAMED && first && isNamedBy(GENESIS_V2, envelope.payload) ? NAMED : usual;
  const open = () => {
    const payload = decodeSingle(known.schema, envelope.payload);
    known.check(payload);
    return payload;
  };
  const payload = first || known.kind === 'request' ? open() : sealed(known.schema, envelope.payload);
  const fingerprint = known.schema.fingerprint.readBigInt64LE();
  return { envelope, kind: known.kind, roles: known.roles, fingerprint, payload, open };
}

/**
 * Decodes any record of business-log, well-formed or not; never throws. A genesis that names the version of its rules is read
 * at offset 0 only.
 * @param {{partition: number, offset: bigint, appendTime: bigint, logAppendTime: boolean, value: Buffer | null}} record
 * @returns {BusinessRecord}
 */
export function decodeBusiness({ partition, offset, appendTime, logAppendTime, value }) {
  return {
    partition,
    offset,
    appendTime,
    valueHash: sha256One(value ?? EMPTY),
    content: readValue(value, logAppendTime, MAX_ENTRY, (framed) => decodeEntry(framed, offset === 0n)),
  };
}
