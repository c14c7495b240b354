// @ts-check
/** The bill of materials of this executor, read at run time: executors that share nothing fail apart. */
import { readFileSync } from 'node:fs';
import { arch } from 'node:os';

/** @param {string} path relative to the package */
const json = (path) => JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'));

/** @param {string} name @returns {string} as installed */
const installed = (name) => json(`node_modules/${name}/package.json`).version;

function operatingSystem() {
  try {
    const fields = new Map(
      readFileSync('/etc/os-release', 'utf8')
        .split('\n')
        .filter((line) => line.includes('='))
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).replace(/^"|"$/g, '')]),
    );
    return { name: fields.get('NAME') ?? process.platform, version: fields.get('VERSION_ID') ?? '' };
  } catch {
    return { name: process.platform, version: arch() };
  }
}

export const version = () => json('package.json').version;
export const kafkaClient = () => `@platformatic/kafka ${installed('@platformatic/kafka')}`;

export function billOfMaterials() {
  const own = version();
  return {
    language: { name: 'JavaScript', version: `V8 ${process.versions.v8}` },
    runtime: { name: 'Node.js', version: process.versions.node },
    kafka: { name: '@platformatic/kafka', version: installed('@platformatic/kafka') },
    avro: { name: 'tribunal-node avro (own)', version: own },
    json: { name: 'tribunal-node canonical JSON (own), JSON.parse', version: own },
    crypto: { name: 'OpenSSL via node:crypto', version: process.versions.openssl },
    os: operatingSystem(),
  };
}
