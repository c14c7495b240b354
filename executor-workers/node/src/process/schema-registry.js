// @ts-check
import { log } from './log.js';

const MAX_ID = 2 ** 31 - 1;

/**
 * The id under which a topic's value schema is registered. It serves everyone's tools and nothing of ours reads it, so no record
 * waits for a registry: without one, or when it does not know or answer, the id is 0.
 * @param {import('./config.js').Config['registry']} registry
 * @param {string} topic
 * @returns {Promise<number>}
 */
export async function registeredSchemaId({ urls, userInfo, timeout }, topic) {
  for (const url of urls) {
    try {
      const target = new URL(`${url.replace(/\/$/u, '')}/subjects/${encodeURIComponent(`${topic}-value`)}/versions/latest`);
      const credentials = userInfo || (target.username ? decodeURIComponent(`${target.username}:${target.password}`) : '');
      target.username = target.password = '';
      /** @type {Record<string, string>} */
      const headers = credentials ? { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` } : {};
      const response = await fetch(target, { headers, signal: AbortSignal.timeout(timeout) });
      const { id } = /** @type {any} */ (await response.json());
      if (response.ok && Number.isInteger(id) && id >= 0 && id <= MAX_ID) return id;
      log.warn('schema_not_registered', { topic, status: response.status });
    } catch (error) {
      log.warn('schema_not_registered', { topic, error });
    }
  }
  return 0;
}
