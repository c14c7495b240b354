// @ts-check
/** Avro schemas: parsing canonical form and CRC-64-AVRO fingerprint (Avro specification, "Schema fingerprints"). */

/** @typedef {any} Schema a schema as JSON, names resolved to full ones by {@link canonical} */

const EMPTY_FINGERPRINT = 0xc15d213aa4d7a795n;
const TABLE = Array.from({ length: 256 }, (_, index) => {
  let value = BigInt(index);
  for (let bit = 0; bit < 8; bit++) value = (value >> 1n) ^ (value & 1n ? EMPTY_FINGERPRINT : 0n);
  return value;
});

/**
 * The fingerprint in the form that payloads have.
 * @param {string} canonicalForm
 * @returns {Buffer} 8 bytes, little-endian
 */
export function fingerprint(canonicalForm) {
  let value = EMPTY_FINGERPRINT;
  for (const octet of Buffer.from(canonicalForm, 'utf8')) {
    value = (value >> 8n) ^ TABLE[Number((value ^ BigInt(octet)) & 0xffn)];
  }
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}

/**
 * A schema whole and in canonical form: every named type is spelled out where it first occurs.
 * @param {string} name full name
 * @param {Map<string, Schema>} known all named schemas by full name
 * @returns {Schema}
 */
export function canonical(name, known) {
  /** @type {Set<string>} */
  const spelled = new Set();
  const PRIMITIVES = new Set(['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string']);

  /** @param {Schema} schema @param {string} namespace @returns {Schema} */
  function form(schema, namespace) {
    if (typeof schema === 'string') {
      if (PRIMITIVES.has(schema)) return schema;
      const full = schema.includes('.') ? schema : `${namespace}.${schema}`;
      if (spelled.has(full)) return full;
      if (!known.has(full)) throw new Error(`no schema of the name ${full}`);
      return form(known.get(full), namespace);
    }
    if (Array.isArray(schema)) return schema.map((branch) => form(branch, namespace));
    if (schema.type === 'array') return { type: 'array', items: form(schema.items, namespace) };
    if (PRIMITIVES.has(schema.type)) return schema.type;
    const own = schema.namespace ?? namespace;
    const full = schema.name.includes('.') ? schema.name : `${own}.${schema.name}`;
    if (spelled.has(full)) return full;
    spelled.add(full);
    known.set(full, { ...schema, namespace: own });
    switch (schema.type) {
      case 'record':
        return {
          name: full,
          type: 'record',
          fields: schema.fields.map((/** @type {Schema} */ field) => ({ name: field.name, type: form(field.type, own) })),
        };
      case 'enum':
        return { name: full, type: 'enum', symbols: schema.symbols };
      case 'fixed':
        return { name: full, type: 'fixed', size: schema.size };
      default:
        return form(schema.type, own);
    }
  }
  return form(name, name.slice(0, name.lastIndexOf('.')));
}
