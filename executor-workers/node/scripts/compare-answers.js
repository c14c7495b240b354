// @ts-check
/**
 * Reads the whole response log and says of one executor how many requests it has answered, how many of them more than once, and
 * whether it ever answered one in two ways, or in another way than the others (bytes of the responses; JSON outputs by meaning).
 * For trials: `node scripts/compare-answers.js CONFIG EXECUTOR`, with settings that may read the response log.
 */
import { readFileSync } from 'node:fs';
import { RESPONSE, RESPONSE_BATCH_HEADER, RESPONSE_LOG_ENTRY } from '../src/codec/types.js';
import { decodeSingle } from '../src/codec/single-object.js';
import { FRAME } from '../src/codec/value.js';
import { Cluster } from '../src/kafka/cluster.js';
import { scan } from '../src/kafka/scan.js';
import { kafkaOptions } from '../src/process/kafka-options.js';
import { parseProperties } from '../src/process/properties.js';

const [file, executor] = process.argv.slice(2);
const settings = parseProperties(readFileSync(file, 'utf8'));
const brokers = (settings.get('bootstrap.servers') ?? '').split(',').map((one) => {
  const [host, port] = one.split(':');
  return { host, port: Number(port) };
});
const cluster = new Cluster(brokers, 'compare-answers', kafkaOptions(new Map()));
const topic = `${settings.get('tribunal.namespace') ?? 'tribunal'}.response-log`;
const partitions = [...((await cluster.metadata([topic])).topics.get(topic)?.keys() ?? [])];

/** @param {any} value @returns {any} JSON with its members in order */
const sorted = (value) =>
  value && typeof value === 'object' ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])])) : value;
/** @param {any} response as far as executors must agree */
const meaning = (response) =>
  JSON.stringify([
    response.status, response.postState.toString('hex'), response.stateRoot.toString('hex'),
    response.requestHash.toString('hex'), sorted(JSON.parse(response.output.toString())),
  ]);

/** @type {Map<string, string>} */
const own = new Map();
/** @type {Map<string, Map<string, number>>} */
const others = new Map();
let repeated = 0;
let conflicting = 0;
let records = 0;
let backwards = 0;
for (const partition of partitions) {
  let processedTo = -1n;
  await scan(cluster, topic, partition, ({ value }) => {
    if (value === null) return;
    const entry = RESPONSE_LOG_ENTRY.decode(value, FRAME);
    const header = decodeSingle(RESPONSE_BATCH_HEADER, entry.header.payload);
    const isOwn = header.executorId === executor;
    if (isOwn) {
      records++;
      if (header.processedTo < processedTo) backwards++;
      processedTo = header.processedTo;
    }
    for (const encoded of entry.responses) {
      const response = decodeSingle(RESPONSE, encoded);
      const place = `${partition}@${response.businessOffset}`;
      const bytes = encoded.toString('hex');
      if (!isOwn) {
        const said = others.get(place) ?? new Map();
        said.set(meaning(response), (said.get(meaning(response)) ?? 0) + 1);
        others.set(place, said);
      } else if (!own.has(place)) {
        own.set(place, bytes);
      } else {
        repeated++;
        if (own.get(place) !== bytes) conflicting++;
      }
    }
  });
}
let unlike = 0;
let unanswered = 0;
for (const [place, said] of others) {
  const [most] = [...said].sort((one, other) => other[1] - one[1])[0];
  const bytes = own.get(place);
  if (bytes === undefined) unanswered++;
  else if (meaning(decodeSingle(RESPONSE, Buffer.from(bytes, 'hex'))) !== most) unlike++;
}
cluster.close();
process.stdout.write(
  `${JSON.stringify({ executor, records, answered: own.size, repeated, conflicting, processedToFellBack: backwards, unlikeTheMajority: unlike, answeredByOthersOnly: unanswered })}\n`,
);
process.exitCode = conflicting === 0 ? 0 : 1;
