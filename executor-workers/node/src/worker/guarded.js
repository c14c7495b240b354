// @ts-check
/** Keeps whatever a service does within what a response can carry: failures and outsized answers become refusals. */
import { refused } from '../answer.js';
import { MAX_RESPONSE_BYTES } from '../limits.js';
import { log } from '../process/log.js';

/** Bytes of output, content type and writes together, each write counted with some more. */
const MAX_ANSWER = MAX_RESPONSE_BYTES - (64 << 10);
const WRITE_OVERHEAD = 16;

/** @param {any} answer @returns {import('../answer.js').Answer} writes ascending by key, none of a refusal; or throws */
function ordered(answer) {
  const { status, contentType, output, writes } = answer;
  if (status !== 'OK' && status !== 'REFUSED') throw new TypeError('a status is OK or REFUSED');
  if (typeof contentType !== 'string' || !Buffer.isBuffer(output)) throw new TypeError('an answer is text and a Buffer');
  if (status === 'REFUSED') return { status, contentType, output, writes: [] };
  for (const { key, value } of writes) {
    if (!Buffer.isBuffer(key) || (value !== null && !Buffer.isBuffer(value))) throw new TypeError('a write is of Buffers');
  }
  const ascending = [...writes].sort((one, other) => Buffer.compare(one.key, other.key));
  if (ascending.some((write, i) => i > 0 && ascending[i - 1].key.equals(write.key))) {
    throw new TypeError('an answer writes one key twice');
  }
  return { status, contentType, output, writes: ascending };
}

/** @param {import('../answer.js').Answer} answer */
function sizeOf({ contentType, output, writes }) {
  return writes.reduce(
    (size, { key, value }) => size + key.length + (value?.length ?? 0) + WRITE_OVERHEAD,
    output.length + Buffer.byteLength(contentType),
  );
}

/**
 * @param {import('../answer.js').Service} service
 * @param {import('../answer.js').StateView} state
 * @param {import('../answer.js').Request} request
 * @param {number} maxOutput bytes
 * @returns {import('../answer.js').Answer}
 */
export function executeGuarded(service, state, request, maxOutput) {
  /** @type {import('../answer.js').Answer} */
  let answer;
  try {
    answer = ordered(service(state, request));
  } catch (error) {
    log.error('executor_failed', { request: request.requestId.toString('hex'), answered: 'INTERNAL', error });
    return refused({ error: 'INTERNAL' });
  }
  return answer.output.length > maxOutput || sizeOf(answer) > MAX_ANSWER ? refused({ error: 'TOO_LARGE' }) : answer;
}
