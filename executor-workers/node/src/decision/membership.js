// @ts-check
/**
 * One executor's place in its life cycle: ACTIVE, ISOLATED, PROBATION, ACTIVE again; and DOWN and UP beside that.
 * @typedef {{status: 'ACTIVE' | 'DOWN' | 'ISOLATED' | 'PROBATION', decision: bigint, isolation: bigint, partition: number}} Member
 *   decision: number of the last one about it, 0 before the first; isolation: number of the one that isolated it, 0 while it is
 *   neither isolated nor on probation; partition: where the evidence was found, -1 while it is ACTIVE
 */

const NOWHERE = -1;

/** @param {bigint} decision @returns {Member} */
const active = (decision) => ({ status: 'ACTIVE', decision, isolation: 0n, partition: NOWHERE });

/** After a decision of that number, or null when the proposed event cannot happen here.
 * @param {Member} member @param {any} proposal @param {bigint} number @returns {Member | null} */
function after(member, proposal, number) {
  const where = proposal.partition;
  const atHome = where === member.partition;
  switch (proposal.change) {
    case 'ISOLATE':
      return member.status === 'ISOLATED' ? null : { status: 'ISOLATED', decision: number, isolation: number, partition: where };
    case 'DOWN':
      return member.status === 'ACTIVE' ? { status: 'DOWN', decision: number, isolation: 0n, partition: where } : null;
    case 'UP':
      return member.status === 'DOWN' && atHome ? active(number) : null;
    case 'PROBATION':
      return member.status === 'ISOLATED' && atHome ? { ...member, status: 'PROBATION', decision: number } : null;
    default:
      return member.status === 'PROBATION' && proposal.lifts === member.isolation && atHome ? active(number) : null;
  }
}

/** Every executor of a deployment and its status. Immutable. */
export class Membership {
  #members;

  /** @param {Map<string, Member>} members */
  constructor(members) {
    this.#members = members;
  }

  /** All ACTIVE. @param {string[]} executors */
  static of(executors) {
    return new Membership(new Map(executors.map((executor) => [executor, active(0n)])));
  }

  /** How many executors genesis names. */
  get size() {
    return this.#members.size;
  }

  /** @param {string} executor */
  find(executor) {
    return this.#members.get(executor);
  }

  /** After a decision of that number, or null when the proposed event cannot happen here.
   * @param {any} proposal @param {bigint} number @param {string} outcome */
  after(proposal, number, outcome) {
    const member = this.#members.get(proposal.executor);
    // A proposal names the last decision about its executor.
    if (member === undefined || member.decision !== proposal.previousDecision) return null;
    const changed = after(member, proposal, number);
    if (changed === null) return null;
    const kept = outcome === 'ENFORCED' ? changed : { ...member, decision: number };
    return new Membership(new Map(this.#members).set(proposal.executor, kept));
  }
}
