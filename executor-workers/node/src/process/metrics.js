// @ts-check
/** The metrics of an executor in Prometheus' text format; the names are the same for executors of all languages. */

/** @param {string} text */
const label = (text) => text.replace(/[\\"\n]/gu, (character) => (character === '\n' ? '\\n' : `\\${character}`));

export class Metrics {
  #executor;
  #version;
  #answered = 0;
  #rejected = 0;
  #batches = 0;
  #milliseconds = 0;
  /** @type {() => {backlog: number, processed: {partition: number, processedTo: bigint}[], failures: number}} */
  gauges = () => ({ backlog: 0, processed: [], failures: 0 });

  /** @param {string} executor id @param {string} version of this program */
  constructor(executor, version) {
    this.#executor = executor;
    this.#version = version;
  }

  /** One record; control entries and what was handled before the start are not counted. @param {'answered' | 'rejected' | 'applied' | 'repeated'} outcome */
  handled(outcome) {
    if (outcome === 'answered') this.#answered++;
    else if (outcome === 'rejected') this.#rejected++;
  }

  /** @param {number} milliseconds spent on records */
  executed(milliseconds) {
    this.#milliseconds += milliseconds;
  }

  batchWritten() {
    this.#batches++;
  }

  toString() {
    const { backlog, processed, failures } = this.gauges();
    /** @param {string} name @param {string} type @param {string[]} samples */
    const family = (name, type, samples) =>
      [`# TYPE tribunal_executor_${name} ${type}`, ...samples.map((sample) => `tribunal_executor_${name}${sample}`)].join('\n');
    return `${[
      family('requests_total', 'counter', [`{outcome="answered"} ${this.#answered}`, `{outcome="rejected"} ${this.#rejected}`]),
      family('batches_total', 'counter', [` ${this.#batches}`]),
      family('processed_offset', 'gauge', processed.map(({ partition, processedTo }) => `{partition="${partition}"} ${processedTo}`)),
      family('backlog_bytes', 'gauge', [` ${backlog}`]),
      family('execute_seconds_total', 'counter', [` ${this.#milliseconds / 1_000}`]),
      family('write_failures_total', 'counter', [` ${failures}`]),
      family('info', 'gauge', [
        `{executor="${label(this.#executor)}",language="javascript",version="${label(this.#version)}"} 1`,
      ]),
    ].join('\n')}\n`;
  }
}
