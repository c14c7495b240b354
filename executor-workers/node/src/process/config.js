// @ts-check
/** Settings: flag over environment over file over default. An unknown key is an error in every source. */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { fromHex } from '../bytes.js';
import { isIdentifier } from '../identifier.js';
import { parseFault } from '../worker/fault/spec.js';
import { kafkaOptions } from './kafka-options.js';
import { parseProperties } from './properties.js';

/** An error in the settings: one line for people. */
export class ConfigError extends Error {}

const KAFKA = 'kafka.';
const VARIABLE = 'TRIBUNAL_';

/** All settings and their defaults; null where there is none. @type {Record<string, string | null>} */
const DEFAULTS = {
  'bootstrap.servers': null,
  'tribunal.namespace': 'tribunal',
  'tribunal.deployment': null,
  'schema.registry.url': null,
  'tribunal.key.file': null,
  'tribunal.executor.id': null,
  'tribunal.executor.variant': null,
  'tribunal.client.id': null,
  'tribunal.health.address': '127.0.0.1',
  'tribunal.health.port': '0',
  'tribunal.fault': '',
  'tribunal.fault.seed': null,
  'basic.auth.credentials.source': 'URL',
  'basic.auth.user.info': '',
  'http.connect.timeout.ms': '5000',
  'http.read.timeout.ms': '10000',
  'max.retries': '3',
  'retries.wait.ms': '200',
};
const KEYS = Object.keys(DEFAULTS);

/** The variable that sets a key. @param {string} key */
const variableOf = (key) => VARIABLE + key.replace(/^tribunal\./u, '').toUpperCase().replaceAll('.', '_');

/** @param {string} path */
function fileSettings(path) {
  try {
    return parseProperties(readFileSync(path, 'utf8'));
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    throw new ConfigError(code === 'ENOENT' ? `there is no file ${path}` : `cannot read ${path}: ${message}`);
  }
}

/** @param {NodeJS.ProcessEnv} environment */
function environmentSettings(environment) {
  const known = new Map(KEYS.map((key) => [variableOf(key), key]));
  /** @type {Map<string, string>} */
  const settings = new Map();
  for (const [name, value = ''] of Object.entries(environment)) {
    if (!name.startsWith(VARIABLE)) continue;
    const key = known.get(name);
    if (name.startsWith('TRIBUNAL_KAFKA_')) {
      settings.set(KAFKA + name.slice('TRIBUNAL_KAFKA_'.length).toLowerCase().replaceAll('_', '.'), value);
    } else if (key !== undefined) {
      settings.set(key, value);
    } else {
      const names = [...known.keys()].sort().join(', ');
      throw new ConfigError(`unknown environment variable ${name}; known are ${names} and TRIBUNAL_KAFKA_*`);
    }
  }
  return settings;
}

/**
 * @param {{config: string | null, settings: [string, string][]}} given on the command line
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Map<string, string>}
 */
function effective({ config, settings }, environment) {
  const merged = new Map([
    ...(config === null ? [] : fileSettings(config)),
    ...environmentSettings(environment),
    ...settings,
  ]);
  for (const key of merged.keys()) {
    if (!key.startsWith(KAFKA) && !KEYS.includes(key)) {
      throw new ConfigError(`unknown setting ${key}; known are ${[...KEYS].sort().join(', ')} and kafka.*`);
    }
  }
  return merged;
}

/**
 * The settings of an executor process.
 * @typedef {ReturnType<typeof readConfig>} Config
 *
 * @param {{config: string | null, settings: [string, string][]}} given
 * @param {NodeJS.ProcessEnv} environment
 * @throws {ConfigError}
 */
export function readConfig(given, environment) {
  const settings = effective(given, environment);
  /** @param {string} key */
  const optional = (key) => (settings.get(key) ?? DEFAULTS[key] ?? '').trim();
  /** @param {string} key */
  const required = (key) => {
    const value = optional(key);
    if (value === '') throw new ConfigError(`${key} is missing; set it in the --config file or as ${variableOf(key)}`);
    return value;
  };
  /** @param {string} key @param {number} most */
  const integer = (key, most) => {
    const text = optional(key);
    if (!/^[0-9]{1,10}$/u.test(text) || Number(text) > most) throw new ConfigError(`${key} must be 0 to ${most}, not ${text}`);
    return Number(text);
  };
  /** @param {string} key */
  const address = (key) => {
    const text = optional(key);
    if (isIP(text) === 0) throw new ConfigError(`${key} must be an IP address, not ${text}`);
    return text;
  };

  const executorId = required('tribunal.executor.id');
  if (!isIdentifier(executorId)) throw new ConfigError('tribunal.executor.id must be 1 to 64 of A-Z a-z 0-9 . _ : -');
  const namespace = required('tribunal.namespace');
  if (!/^[A-Za-z0-9._-]{1,100}$/u.test(namespace)) {
    throw new ConfigError('tribunal.namespace must be 1 to 100 of A-Z a-z 0-9 . _ -');
  }
  const deployment = required('tribunal.deployment');
  if (!/^[0-9a-fA-F]{64}$/u.test(deployment)) throw new ConfigError('tribunal.deployment must be 64 hex digits');

  return {
    brokers: brokersOf(required('bootstrap.servers')),
    namespace,
    deployment: fromHex(deployment),
    executorId,
    variant: optional('tribunal.executor.variant'),
    keyFile: required('tribunal.key.file'),
    health: { host: address('tribunal.health.address'), port: integer('tribunal.health.port', 65_535) },
    fault: faultOf(optional('tribunal.fault')),
    faultSeed: seedOf(optional('tribunal.fault.seed'), executorId),
    kafka: guarded(() => kafkaOptions(kafkaSettings(settings))),
    registry: {
      urls: optional('schema.registry.url').split(',').map((url) => url.trim()).filter((url) => url !== ''),
      userInfo: optional('basic.auth.credentials.source').toUpperCase() === 'USER_INFO' ? optional('basic.auth.user.info') : '',
      timeout: integer('http.read.timeout.ms', 600_000),
      retries: integer('max.retries', 1_000),
      wait: integer('retries.wait.ms', 600_000),
    },
  };
}

/** @param {Map<string, string>} settings */
function kafkaSettings(settings) {
  return new Map(
    [...settings].filter(([key]) => key.startsWith(KAFKA)).map(([key, value]) => [key.slice(KAFKA.length), value]),
  );
}

/** @template T @param {() => T} read @returns {T} */
function guarded(read) {
  try {
    return read();
  } catch (error) {
    throw new ConfigError(/** @type {Error} */ (error).message);
  }
}

/** @param {string} text */
function brokersOf(text) {
  return text.split(',').map((entry) => {
    const found = /^\s*\[?([^\]\s]+?)\]?:([0-9]{1,5})\s*$/u.exec(entry);
    if (found === null) throw new ConfigError(`bootstrap.servers must be host:port,... and not ${entry}`);
    return { host: found[1], port: Number(found[2]) };
  });
}

/** @param {string} text */
function faultOf(text) {
  return text === '' ? null : guarded(() => parseFault(text));
}

/** By the executor's id where none is given. @param {string} text @param {string} executorId */
function seedOf(text, executorId) {
  if (text === '') return [...executorId].reduce((hash, character) => Math.imul(31, hash) + character.charCodeAt(0), 0) | 0;
  if (!/^-?[0-9]{1,19}$/u.test(text)) throw new ConfigError('tribunal.fault.seed must be an integer');
  return BigInt.asIntN(64, BigInt(text));
}
