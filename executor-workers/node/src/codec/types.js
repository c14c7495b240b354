// @ts-check
/** The protocol's Avro types, from the file that `build` bundles out of `schemas/src/main/avro`. */
import { readFileSync } from 'node:fs';
import { AvroType } from '../avro/codec.js';

const bundle = JSON.parse(readFileSync(new URL('../../generated/schemas.json', import.meta.url), 'utf8'));
/** @param {string} name */
const type = (name) => new AvroType(bundle[name]);

export const SIGNED_ENVELOPE = type('SignedEnvelope');
export const GENESIS = type('Genesis');
/** The genesis that names the version of its rules: 2 or a later one. */
export const GENESIS_V2 = type('GenesisV2');
export const REQUEST = type('Request');
export const CONTROL = type('Control');
export const RESPONSE_BATCH_HEADER = type('ResponseBatchHeader');
export const RESPONSE = type('Response');
export const RESPONSE_LOG_ENTRY = type('ResponseLogEntry');
export const ORDER_ENTRY = type('OrderEntry');
export const ISOLATION_DECISION = type('IsolationDecision');
export const CHECKPOINT = type('Checkpoint');
export const SNAPSHOT_CHUNK = type('SnapshotChunk');

/** What ROOT signs of a mandate: the body of its action's union. */
export const ACTION = new AvroType(bundle.Mandate.fields.find((/** @type {any} */ field) => field.name === 'action').type);
