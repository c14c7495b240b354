// @ts-check
/**
 * The signed bytes of decisions (PROTOCOL 3, 8): canonical encodings of our own, not Avro. A subject is `{type: 'Proposal' |
 * 'Mandate', value}` as Avro has it, and never carries its deployment.
 */
import { u32, u64, utf8 } from '../bytes.js';
import { ACTION } from '../codec/types.js';
import { preAuthEncoding } from '../crypto/pae.js';
import { sha256 } from '../crypto/sha256.js';

const PROPOSAL_TYPE = 'application/vnd.tribunal.proposal.v1';
const MANDATE_TYPE = 'application/vnd.tribunal.mandate.v1';
const DECISION_TYPE = 'application/vnd.tribunal.ordered-decision.v1';
const TAGS = ['ISOLATE', 'DOWN', 'UP', 'PROBATION', 'READMIT'];

/** A text after its length. @param {string} text */
export function counted(text) {
  const bytes = utf8(text);
  return Buffer.concat([u32(bytes.length), bytes]);
}

/** @param {any} proposal */
function event(proposal) {
  const own =
    proposal.change === 'ISOLATE' ? [counted(proposal.grounds)] : proposal.change === 'READMIT' ? [u64(proposal.lifts)] : [];
  return [u32(TAGS.indexOf(proposal.change)), counted(proposal.executor), ...own];
}

/** @param {Buffer} deployment @param {any} proposal */
function proposalBytes(deployment, proposal) {
  const body = Buffer.concat([
    deployment,
    ...event(proposal),
    u32(proposal.partition),
    u64(proposal.responseOffset),
    u64(proposal.statistic),
    u32(proposal.evidence.length),
    ...proposal.evidence.map(u64),
    proposal.logRoot,
    u64(proposal.previousDecision),
  ]);
  return preAuthEncoding(PROPOSAL_TYPE, body);
}

/** @param {Buffer} deployment @param {any} mandate */
function mandateBytes(deployment, mandate) {
  const body = Buffer.concat([deployment, u64(mandate.number), sha256(ACTION.encode(mandate.action))]);
  return preAuthEncoding(MANDATE_TYPE, body);
}

/** The bytes that the proposers sign. @param {Buffer} deployment @param {{type: string, value: any}} subject */
export function subjectBytes(deployment, { type, value }) {
  return type === 'Mandate' ? mandateBytes(deployment, value) : proposalBytes(deployment, value);
}

/**
 * What validators sign for the certificate; its SHA-256 is what the next decision names as previous.
 * @param {{deployment: Buffer, decision: bigint, previous: Buffer, subject: {type: string, value: any}, outcome: string}} decision
 */
export function decisionBytes({ deployment, decision, previous, subject, outcome }) {
  const body = Buffer.concat([
    deployment,
    u64(decision),
    previous,
    sha256(subjectBytes(deployment, subject)),
    counted(outcome),
  ]);
  return preAuthEncoding(DECISION_TYPE, body);
}
