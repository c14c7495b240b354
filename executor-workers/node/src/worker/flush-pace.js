// @ts-check
/** Ms between two flushes, up to 100 answers a second. */
export const SHORTEST_MS = 2;
/** Ms between two flushes, from 1,000 answers a second on. */
export const LONGEST_MS = 20;
/** Answers a ms from which on the interval is the longest one. */
const FULL_RATE = 1;
/** The rate is that of about so long. */
const MEMORY_MS = 100;

/**
 * Decides when all partitions are flushed together, so that requests to the brokers are bounded by time and batches grow with
 * the load: a lone answer goes at once; while more follow, there is at most one flush in each interval, which is proportional
 * to the answers a second. Times in ms of any clock that only goes forward.
 */
export class FlushPace {
  #flushedAt = -LONGEST_MS;
  #rate = 0;

  /** Ms from the last flush to the next. */
  get interval() {
    return Math.min(Math.max(Math.trunc((LONGEST_MS * this.#rate) / FULL_RATE), SHORTEST_MS), LONGEST_MS);
  }

  /** Whether what is ready may be flushed now. @param {number} now */
  isDue(now) {
    return now - this.#flushedAt >= this.interval;
  }

  /** Notes a flush that began then, with so many answers of all partitions. @param {number} at @param {number} answers */
  flushed(at, answers) {
    const elapsed = Math.max(1, at - this.#flushedAt);
    this.#rate += (answers / elapsed - this.#rate) * Math.min(1, elapsed / MEMORY_MS);
    this.#flushedAt = at;
  }
}
