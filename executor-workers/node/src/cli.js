// @ts-check
/** `executor version | execute | probe`: nothing is loaded that the command does not need. */
import { parseArgs } from 'node:util';
import { kafkaClient, version } from './bom.js';

const USAGE =
  'usage: executor version | probe | execute [--config FILE] [--set KEY=VALUE]... [--fault FAULT] [--with-parent]';
const WRONG_USAGE = 2;
const HALTED = 137;

/** @param {string[]} args */
function parseExecute(args) {
  const { values } = parseArgs({
    args,
    options: {
      config: { type: 'string' },
      set: { type: 'string', multiple: true, default: [] },
      fault: { type: 'string' },
      'with-parent': { type: 'boolean', default: false },
    },
  });
  const settings = (values.set ?? []).map((text) => {
    const at = text.indexOf('=');
    if (at < 1) throw new Error(`--set takes KEY=VALUE, not ${text}`);
    return /** @type {[string, string]} */ ([text.slice(0, at), text.slice(at + 1)]);
  });
  if (values.fault !== undefined) settings.push(['tribunal.fault', values.fault]);
  return { config: values.config ?? null, settings, withParent: values['with-parent'] };
}

/** Halts at once when the parent is gone: standard input ends. */
function haltWithParent() {
  for (const event of ['end', 'close', 'error']) process.stdin.on(event, () => process.exit(HALTED));
  process.stdin.resume();
}

/** @param {string[]} args @param {import('./answer.js').Service} service */
async function execute(args, service) {
  const { readConfig, ConfigError } = await import('./process/config.js');
  const { escaped } = await import('./process/log.js');
  let config;
  try {
    const given = parseExecute(args);
    if (given.withParent) haltWithParent();
    config = readConfig(given, process.env);
    const { createExecutor, readKey } = await import('./worker/role.js');
    const { runRole } = await import('./process/role-process.js');
    return await runRole(createExecutor(config, readKey(config), service), config.health);
  } catch (error) {
    const isUsage = error instanceof ConfigError || /** @type {any} */ (error)?.code?.startsWith?.('ERR_PARSE_ARGS') || config === undefined;
    process.stderr.write(`${escaped(String(/** @type {Error} */ (error).message))}\n`);
    return isUsage ? WRONG_USAGE : 1;
  }
}

/**
 * Runs a service as an executor; ends the process with the right exit code.
 * @param {import('./answer.js').Service} service
 * @param {string[]} args of the command line
 */
export async function main(service, args = process.argv.slice(2)) {
  const [command, ...rest] = args;
  switch (command) {
    case 'version':
      process.stdout.write(`tribunal-node ${version()}, Node.js ${process.versions.node}, ${kafkaClient()}\n`);
      return;
    case 'probe': {
      const { serveProbes } = await import('./probe.js');
      await serveProbes(service);
      return;
    }
    case 'execute':
      process.exit(await execute(rest, service));
      break;
    default:
      process.stderr.write(`${USAGE}\n`);
      process.exit(WRONG_USAGE);
  }
}
