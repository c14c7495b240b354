// @ts-check
/** The longest time between two empty batches of a quiet partition, ms. */
export const RAREST_MS = 10_000;

/**
 * When a partition's next empty batch is due (PROTOCOL 3, Heartbeats; ADR 0028). After a start and after each entry the partition
 * owes the log as much elapsed time as the ballots may need, and is active until its batches have made up for it: they follow
 * each other by policy.heartbeat. Then it is quiet: each empty batch waits twice as long as the one before, 10 s at most. Times in
 * ms of any clock that only goes forward.
 *
 * @typedef {{deadline: bigint, heartbeat: bigint, maxStep: bigint, maxOpenBallots: number, operations: {deadline: bigint}[]}} Policy
 */
export class HeartbeatPace {
  #begun = false;
  #writtenAt = 0;
  #interval = 0;
  #owed = 0;

  /** Ms until an empty batch is due, 0 when it is; an unannounced entry does not wait for that. @param {number} now */
  dueIn(now) {
    return this.#begun ? Math.max(0, this.#interval - (now - this.#writtenAt)) : 0;
  }

  /** Whether an empty batch may be written with those of other partitions: a quiet partition waits for half of its time.
   * @param {number} now */
  mayJoin(now) {
    return this.#begun && this.#owed <= 0 && now - this.#writtenAt >= this.#interval / 2;
  }

  /**
   * Notes that batches are written.
   * @param {number} now
   * @param {number} entries how many entries they announce that were not announced before
   * @param {Policy} policy the one in force after those entries
   */
  written(now, entries, policy) {
    const heartbeat = Number(policy.heartbeat);
    this.#owed -= Math.min(now - this.#writtenAt, heartbeat, Number(policy.maxStep));
    if (entries > 0 || !this.#begun) {
      const deadline = longestDeadline(policy);
      // The last ballot's deadline counts from a later batch, of an executor that is at most maxStep behind, or from one that is
      // held up. The ballot may have to wait until one of the maxOpenBallots before it has passed its own deadline.
      const lastBallot = deadline + Number(policy.maxStep) + heartbeat;
      this.#owed = Math.max(this.#owed, lastBallot) + (entries * deadline) / policy.maxOpenBallots;
    }
    this.#interval = this.#owed > 0 ? heartbeat : Math.max(heartbeat, Math.min(2 * this.#interval, RAREST_MS));
    this.#writtenAt = now;
    this.#begun = true;
  }
}

/** The longest one that a ballot of any operation can have, ms. @param {Policy} policy */
const longestDeadline = ({ deadline, operations }) =>
  operations.reduce((longest, own) => Math.max(longest, Number(own.deadline)), Number(deadline));
