// @ts-check
import { Retries } from './retries.js';

const MAX_ID = 2 ** 31 - 1;

/**
 * The ids under which the topics' value schemas are registered, for everyone's tools. Waits for a registry that does not answer or
 * does not know them yet, since no record may have an id that is not registered. Without a registry each is 0.
 * @param {import('./config.js').Config['registry']} registry
 * @param {string[]} topics
 * @param {() => boolean} isStopped
 * @param {(ms: number) => Promise<unknown>} pause
 * @returns {Promise<number[] | null>} null when stopped before
 */
export async function registeredSchemaIds(registry, topics, isStopped, pause) {
  const retries = new Retries('waits_for_schema_ids');
  while (!isStopped()) {
    try {
      return await Promise.all(topics.map((topic) => schemaId(registry, topic)));
    } catch (error) {
      await pause(retries.failed(error, String(error)));
    }
  }
  return null;
}

/** @param {import('./config.js').Config['registry']} registry @param {string} topic */
async function schemaId(registry, topic) {
  let failure = null;
  for (const url of registry.urls) {
    try {
      return await ask(registry, url, topic);
    } catch (error) {
      failure = error;
    }
  }
  if (failure !== null) throw failure;
  return 0;
}

/** @param {import('./config.js').Config['registry']} registry @param {string} url @param {string} topic @returns {Promise<number>} */
async function ask({ userInfo, timeout }, url, topic) {
  const target = new URL(`${url.replace(/\/$/u, '')}/subjects/${encodeURIComponent(`${topic}-value`)}/versions/latest`);
  const credentials = userInfo || (target.username ? decodeURIComponent(`${target.username}:${target.password}`) : '');
  target.username = target.password = '';
  /** @type {Record<string, string>} */
  const headers = credentials ? { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` } : {};
  const response = await fetch(target, { headers, signal: AbortSignal.timeout(timeout) });
  const { id } = /** @type {any} */ (await response.json());
  if (response.ok && Number.isInteger(id) && id >= 0 && id <= MAX_ID) return id;
  throw new Error(`the registry answers ${response.status} for ${topic}-value`);
}
