// @ts-check
/** Kafka's settings by the names that Java's clients know, as this client takes them. What it cannot do is refused by name. */
import { readFileSync } from 'node:fs';

const SECURE = ['SSL', 'SASL_SSL'];
const AUTHENTICATED = ['SASL_PLAINTEXT', 'SASL_SSL'];
const MECHANISMS = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'];
const KNOWN = new Set([
  'security.protocol', 'sasl.mechanism', 'sasl.jaas.config', 'ssl.truststore.type', 'ssl.truststore.location',
  'ssl.truststore.certificates', 'ssl.keystore.type', 'ssl.keystore.location', 'ssl.keystore.password', 'ssl.keystore.key',
  'ssl.keystore.certificate.chain', 'ssl.key.password', 'ssl.endpoint.identification.algorithm', 'request.timeout.ms',
  'socket.connection.setup.timeout.ms', 'fetch.max.wait.ms', 'max.partition.fetch.bytes',
]);

/**
 * @typedef {{tls?: import('node:tls').ConnectionOptions, sasl?: {mechanism: any, username: string, password: string},
 *   requestTimeout: number, connectTimeout: number, fetchWait: number, fetchBytes: number}} KafkaOptions times in ms
 */

/** @param {Map<string, string>} settings without the prefix `kafka.` @returns {KafkaOptions} @throws {Error} */
export function kafkaOptions(settings) {
  for (const key of settings.keys()) {
    if (!KNOWN.has(key)) throw new Error(`kafka.${key} is not supported by this executor; known are ${[...KNOWN].sort().join(', ')}`);
  }
  const protocol = (settings.get('security.protocol') ?? 'PLAINTEXT').toUpperCase();
  if (!['PLAINTEXT', ...SECURE, 'SASL_PLAINTEXT'].includes(protocol)) {
    throw new Error(`kafka.security.protocol must be PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL, not ${protocol}`);
  }
  /** @param {string} key @param {number} otherwise */
  const integer = (key, otherwise) => {
    const text = settings.get(key) ?? String(otherwise);
    if (!/^[0-9]{1,9}$/u.test(text)) throw new Error(`kafka.${key} must be an integer, not ${text}`);
    return Number(text);
  };
  return {
    ...(SECURE.includes(protocol) ? { tls: tls(settings) } : {}),
    ...(AUTHENTICATED.includes(protocol) ? { sasl: sasl(settings) } : {}),
    requestTimeout: integer('request.timeout.ms', 5_000),
    connectTimeout: integer('socket.connection.setup.timeout.ms', 2_000),
    fetchWait: integer('fetch.max.wait.ms', 500),
    fetchBytes: integer('max.partition.fetch.bytes', 1 << 20),
  };
}

/** @param {Map<string, string>} settings */
function sasl(settings) {
  const mechanism = settings.get('sasl.mechanism') ?? '';
  if (!MECHANISMS.includes(mechanism)) throw new Error(`kafka.sasl.mechanism must be one of ${MECHANISMS.join(', ')}, not ${mechanism}`);
  const jaas = settings.get('sasl.jaas.config') ?? '';
  /** @param {string} name */
  const option = (name) => new RegExp(`\\b${name}\\s*=\\s*"((?:[^"\\\\]|\\\\.)*)"`, 'u').exec(jaas)?.[1].replace(/\\(.)/gu, '$1');
  const username = option('username');
  const password = option('password');
  if (username === undefined || password === undefined) {
    throw new Error('kafka.sasl.jaas.config must name username="..." and password="..."');
  }
  return { mechanism, username, password };
}

/** @param {Map<string, string>} settings @returns {import('node:tls').ConnectionOptions} */
function tls(settings) {
  /** @type {import('node:tls').ConnectionOptions} */
  const options = { ...trust(settings), ...identity(settings) };
  if (settings.get('ssl.endpoint.identification.algorithm') === '') options.checkServerIdentity = () => undefined;
  return options;
}

/** @param {Map<string, string>} settings */
function trust(settings) {
  const location = settings.get('ssl.truststore.location');
  const certificates = settings.get('ssl.truststore.certificates');
  if (certificates !== undefined) return { ca: certificates };
  if (location === undefined) return {};
  if (settings.get('ssl.truststore.type') !== 'PEM') throw new Error('kafka.ssl.truststore.type must be PEM for this executor');
  return { ca: readFileSync(location) };
}

/** @param {Map<string, string>} settings */
function identity(settings) {
  const passphrase = settings.get('ssl.key.password');
  const key = settings.get('ssl.keystore.key');
  if (key !== undefined) return { key, cert: settings.get('ssl.keystore.certificate.chain'), passphrase };
  const location = settings.get('ssl.keystore.location');
  if (location === undefined) return {};
  const content = readFileSync(location);
  switch (settings.get('ssl.keystore.type')) {
    case 'PEM':
      return { key: content, cert: content, passphrase };
    case 'PKCS12':
      return { pfx: content, passphrase: settings.get('ssl.keystore.password') };
    default:
      throw new Error('kafka.ssl.keystore.type must be PEM or PKCS12 for this executor');
  }
}
