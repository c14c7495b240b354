// @ts-check
/**
 * How many requests a second one core takes from the bytes of business-log to signed bytes of response-log: decode, admission
 * (signatures in batches of 64), the account service, state, answers, batches of up to 256. Without Kafka.
 */
import { accounts } from '../service/accounts.js';
import { decodeBusiness } from '../src/codec/business.js';
import { PartitionExecutor } from '../src/worker/partition-executor.js';
import { PartitionWorker } from '../src/worker/partition-worker.js';
import { signBatch } from '../src/worker/batch.js';
import { DEPLOYMENT, GENESIS_RECORD, homeShard, PARTITION, recordOf, requestPayload, signedBatch, testKey } from '../test/support.js';

const REQUESTS = Number(process.argv[2] ?? 40_000);
const ACCOUNTS = 1_000;
const SIGNED_TOGETHER = 64;
const ANSWERED_TOGETHER = 256;

const genesis = decodeBusiness(GENESIS_RECORD);
if (!('ok' in genesis.content)) throw new Error('no genesis');
const ledger = homeShard(genesis.content.ok.payload.partitions);

/** @param {number} i */
function payload(i) {
  const name = (/** @type {number} */ n) => `account-${n % ACCOUNTS}`;
  if (i < ACCOUNTS) return requestPayload(BigInt(i), ledger, 'OPEN', `{"account":"${name(i)}","overdraft":"unlimited"}`);
  const body = `{"amount":"${(i % 97) + 1}.25","from":"${name(i * 7)}","to":"${name(i * 7 + 1)}"}`;
  return requestPayload(BigInt(i), ledger, 'TRANSFER', body);
}

/** @type {Buffer[]} */
const values = [];
for (let i = 0; i < REQUESTS; i += SIGNED_TOGETHER) {
  const count = Math.min(SIGNED_TOGETHER, REQUESTS - i);
  values.push(...signedBatch(Array.from({ length: count }, (_, j) => payload(i + j))));
}

const author = { deployment: DEPLOYMENT, executorId: 'e1', key: testKey('e1'), schemaId: 0 };
const worker = new PartitionWorker(PARTITION, 0n, 0n, (voids) => new PartitionExecutor(PARTITION, DEPLOYMENT, accounts, voids));
worker.handle(genesis);
let answered = 0;
let bytes = 0;
const write = () => {
  for (const { processedTo, items } of worker.drain(0)) {
    bytes += signBatch(author, PARTITION, processedTo, items.map(({ encoded }) => encoded)).length;
    answered += items.length;
  }
};
const begun = process.cpuUsage();
const clock = performance.now();
values.forEach((value, i) => {
  worker.handle(decodeBusiness(recordOf(BigInt(i + 1), value)));
  if ((i + 1) % ANSWERED_TOGETHER === 0) write();
});
write();
const seconds = (performance.now() - clock) / 1_000;
const { user, system } = process.cpuUsage(begun);
if (answered !== REQUESTS) throw new Error(`${answered} of ${REQUESTS} requests were answered`);
const rate = (/** @type {number} */ time) => Math.round(REQUESTS / time);
process.stdout.write(
  `${REQUESTS} requests in ${seconds.toFixed(2)} s: ${rate(seconds)} requests/s;` +
    ` ${rate((user + system) / 1e6)} a second of processor time; ${(bytes / answered).toFixed(0)} bytes an answer\n`,
);
