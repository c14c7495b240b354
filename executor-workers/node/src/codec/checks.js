// @ts-check
/** What the schemas cannot say about policies, keys, genesis and decisions (PROTOCOL 3, 8, 9): else a record is MALFORMED. */
import { isAscending, utf8 } from '../bytes.js';
import { isValidPublicKey, keyIdOf } from '../crypto/ed25519.js';
import { isIdentifier, requireIdentifier } from '../identifier.js';
import { require } from '../malformed.js';

const HASH_LENGTH = 32;
const MAX_STATES = 64;
const MAX_TRANSITIONS = 64;
const MAX_EXPRESSION = 256;
const MAX_COUNT = 1_000_000;
const MOST_WEIGHT = 1_000_000_000n;
const MOST_LEVEL = (2n ** 63n - 1n) / 8n;

/** @param {{keyId: string}[]} signatures */
export function checkSignatures(signatures) {
  require(isAscending(signatures.map(({ keyId }) => keyId)), 'signatures not ascending');
}

/** All but the public key itself, which costs. @param {any} key */
function checkKeyName(key) {
  requireIdentifier('key id', key.keyId);
  requireIdentifier('owner', key.owner);
  require(keyIdOf(key.publicKey) === key.keyId, 'keyId is not that of the public key');
}

/** @param {{publicKey: Buffer}} key */
export function checkPublicKey(key) {
  require(isValidPublicKey(key.publicKey), 'publicKey is no canonical Ed25519 key of prime order');
}

/** @param {any} key */
export function checkKey(key) {
  checkKeyName(key);
  checkPublicKey(key);
}

/** All but the public keys: see {@link checkPublicKey}. @param {any} genesis */
export function checkGenesis(genesis) {
  require(genesis.partitions > 0, 'partitions not positive');
  require(genesis.rootThreshold > 0, 'rootThreshold not positive');
  require(genesis.executors.length > 0, 'no executors');
  require(isAscending(genesis.executors), 'executors not ascending');
  require(isAscending(genesis.validators), 'validators not ascending');
  require(isAscending(genesis.keys.map((/** @type {any} */ key) => key.keyId)), 'keys not ascending');
  for (const executor of genesis.executors) requireIdentifier('executor id', executor);
  for (const validator of genesis.validators) requireIdentifier('validator id', validator);
  genesis.keys.forEach(checkKeyName);
  checkPolicy(genesis.policy);
}

const POSITIVE = [
  'minQuorum', 'deadline', 'heartbeat', 'maxStep', 'maxValidity', 'maxOutput', 'maxHeld', 'maxOpenBallots',
  'checkpointInterval', 'restoreBallots',
];

/** @param {any} policy */
export function checkPolicy(policy) {
  const accepted = policy.acceptedFingerprints;
  require(
    accepted.every((/** @type {bigint} */ one, /** @type {number} */ i) => i === 0 || accepted[i - 1] < one),
    'acceptedFingerprints not ascending',
  );
  require(isAscending(policy.operations.map((/** @type {any} */ own) => own.operation)), 'operations not ascending');
  policy.operations.forEach(checkOperation);
  for (const name of POSITIVE) require(policy[name] > 0, `policy.${name} must be positive`);
  require(
    policy.adjudication !== 'BEHAVIOUR_STATE' || policy.behaviour !== null,
    'policy.adjudication BEHAVIOUR_STATE needs policy.behaviour',
  );
  if (policy.behaviour !== null) checkBehaviour(policy.behaviour);
  checkDetection(policy.detection);
  const { minElectorate, upAfter, probationBallots } = policy.isolation;
  require(minElectorate > 0 && upAfter > 0 && probationBallots > 0, 'policy.isolation must be positive');
}

/** @param {any} own */
function checkOperation(own) {
  require(own.deadline > 0n, 'operations.deadline not positive');
  const { decimal } = own.profile;
  require(isAscending(decimal.map((/** @type {any} */ entry) => entry.pointer)), 'decimal not ascending');
  require(decimal.every((/** @type {any} */ entry) => entry.scale >= 0), 'decimal.scale negative');
}

/** @param {any} model */
function checkBehaviour(model) {
  const { start, states, alarm, transitions } = model;
  require(isAscending(states) && isAscending(alarm), 'states not ascending');
  require(states.length <= MAX_STATES && transitions.length <= MAX_TRANSITIONS, 'behaviour model too large');
  require(states.every(isIdentifier), "a state's name must be 1 to 64 of A-Z a-z 0-9 . _ : -");
  const known = new Set(states);
  require(known.has(start) && alarm.every((/** @type {string} */ one) => known.has(one)), 'none of the states');
  for (const { from, input, output, count, to } of transitions) {
    require(known.has(from) && known.has(to), 'a transition leaves or reaches what is none of the states');
    require(utf8(input).length <= MAX_EXPRESSION && utf8(output).length <= MAX_EXPRESSION, 'expression too long');
    require(count === null ? from === to : count >= 0 && count <= MAX_COUNT, "a transition's count");
  }
}

/** @param {any} detection */
function checkDetection(detection) {
  for (const { deviation, agreement } of [detection.wrong, detection.silent, detection.slow]) {
    require(
      deviation > 0n && deviation <= MOST_WEIGHT && agreement < 0n && agreement >= -MOST_WEIGHT,
      'weights must be positive and negative, and below 1000 nats',
    );
  }
  const { suspected, malicious, slowFloor, slowFactor, slowWindow, slowShare, slowWindows } = detection;
  require(
    suspected > 0n && suspected < malicious && malicious <= MOST_LEVEL && slowFloor >= 0 && slowFactor >= 1 &&
      slowWindow >= 1 && slowShare >= 1 && slowShare <= 100 && slowWindows >= 1 && detection.baselineBallots >= 1 &&
      detection.maxEvidence >= 1,
    'policy.detection out of its bounds',
  );
}

/** What a decision is about. @param {{type: string, value: any}} subject */
export function checkSubject({ type, value }) {
  if (type === 'Mandate') {
    checkAction(value.action);
    checkSignatures(value.signatures);
    return;
  }
  require((value.change === 'ISOLATE') === (value.grounds !== null), 'grounds');
  require(value.change === 'READMIT' || value.lifts === 0n, 'lifts');
  require(value.grounds !== 'SILENT', 'silence leads to DOWN, not to isolation');
  requireIdentifier('executor id', value.executor);
  require(value.partition >= 0 && value.responseOffset >= 0n, 'no such position');
}

/** @param {{type: string, value: any}} action */
function checkAction({ type, value }) {
  switch (type) {
    case 'RegisterKey':
      return checkKey(value.key);
    case 'RevokeKey':
      return requireIdentifier('key id', value.keyId);
    case 'ChangePolicy':
      return checkPolicy(value.policy);
    default:
      return require(value.partition >= 0 && value.businessOffset >= 0n, 'action: no such position');
  }
}

/** @param {{path: Buffer[]} | null} proof */
export function checkProof(proof) {
  require(proof === null || proof.path.every((hash) => hash.length === HASH_LENGTH), 'a hash has 32 bytes');
}
