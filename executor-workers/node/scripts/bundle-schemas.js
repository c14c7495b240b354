// @ts-check
/** Writes the protocol's schemas, whole and in canonical form, into one file that the executor loads: run by `build`. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { canonical } from '../src/avro/schema.js';

const source = new URL('../../../schemas/src/main/avro/', import.meta.url);
const target = new URL('../generated/', import.meta.url);
const NEEDED = [
  'SignedEnvelope', 'Genesis', 'GenesisV2', 'Request', 'Control', 'ResponseBatchHeader', 'Response', 'ResponseLogEntry',
  'OrderEntry', 'IsolationDecision', 'Checkpoint', 'SnapshotChunk', 'Mandate',
];

/** @type {Map<string, any>} */
const known = new Map();
for (const file of readdirSync(source).filter((name) => name.endsWith('.avsc')).sort()) {
  const schema = JSON.parse(readFileSync(new URL(file, source), 'utf8'));
  collect(schema, schema.namespace);
}

/** Types that are named inside of others too. @param {any} schema @param {string} namespace */
function collect(schema, namespace) {
  if (Array.isArray(schema)) return schema.forEach((branch) => collect(branch, namespace));
  if (schema === null || typeof schema !== 'object') return;
  const own = schema.namespace ?? namespace;
  if (schema.name && ['record', 'enum', 'fixed'].includes(schema.type)) {
    known.set(`${own}.${schema.name}`, { ...schema, namespace: own });
    (schema.fields ?? []).forEach((/** @type {any} */ field) => collect(field.type, own));
  } else {
    collect(schema.type, own);
    collect(schema.items, own);
  }
}

const bundle = Object.fromEntries(NEEDED.map((name) => [name, canonical(`io.tribunal.schemas.avro.${name}`, new Map(known))]));
mkdirSync(target, { recursive: true });
writeFileSync(new URL('schemas.json', target), JSON.stringify(bundle));
