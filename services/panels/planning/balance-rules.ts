import type { Member, Seats } from "./seats-rules.js";

/** Somebody could leave their seat to `next`. */
interface Step {
  readonly seats: Seats;
  readonly next: Member;
}

/**
 * Evens the loads out until the sum of their squares is the lowest that there is. `loads` is by key, and is kept true.
 *
 * This is a flow of least cost: from each member through (report, agency), which holds so many of one agency, to the
 * report. A member's cost is the square of their load, all else is free; so the cost is least exactly when no path in
 * the residual network leads from a member to one whose load is higher by two or more. Such paths are looked for, the
 * shortest first: a shortest one meets no node twice, so all its steps can be taken together.
 */
export function balance(all: readonly Seats[], members: readonly Member[], loads: Map<string, number>): void {
  const open = seatsByMember(all);
  const loadOf = ({ key }: Member) => loads.get(key) ?? 0;
  let found = true;
  while (found) {
    found = false;
    const lowestFirst = [...members].sort((one, other) => loadOf(one) - loadOf(other));
    for (const low of lowestFirst) {
      const high = moveTo(low, open, loadOf, members);
      if (!high) continue;
      loads.set(high.key, loadOf(high) - 1);
      loads.set(low.key, loadOf(low) + 1);
      found = true;
    }
  }
}

/** Lets `low` take a seat, and so on until somebody is relieved whose load is higher by two or more: they are given back. */
function moveTo(
  low: Member,
  open: ReadonlyMap<Member, readonly Seats[]>,
  loadOf: (member: Member) => number,
  members: readonly Member[],
): Member | undefined {
  const enough = loadOf(low) + 2;
  if (!members.some((member) => loadOf(member) >= enough)) return undefined;
  const steps = new Map<Member, Step>();
  const queue = [low];
  for (const next of queue) {
    for (const seats of open.get(next) ?? []) {
      for (const leaving of whoCouldLeave(seats, next)) {
        if (leaving === low || steps.has(leaving)) continue;
        steps.set(leaving, { seats, next });
        if (loadOf(leaving) >= enough) {
          take(steps, leaving, low);
          return leaving;
        }
        queue.push(leaving);
      }
    }
    // Nobody is left to be found.
    if (queue.length === members.length) return undefined;
  }
  return undefined;
}

function whoCouldLeave(seats: Seats, next: Member): readonly Member[] {
  if (seats.taken.includes(next)) return [];
  return seats.hasRoomFor(next.agency) ? seats.taken : seats.of(next.agency);
}

/** Takes all steps from the one who is relieved back to the one who takes on a report more. */
function take(steps: ReadonlyMap<Member, Step>, relieved: Member, low: Member): void {
  for (let leaving = relieved; leaving !== low; ) {
    const step = steps.get(leaving);
    if (!step) return;
    step.seats.taken.splice(step.seats.taken.indexOf(leaving), 1, step.next);
    leaving = step.next;
  }
}

/** Where each member may sit. */
function seatsByMember(all: readonly Seats[]): ReadonlyMap<Member, readonly Seats[]> {
  const open = new Map<Member, Seats[]>();
  for (const seats of all) {
    for (const member of seats.eligible) {
      const known = open.get(member);
      if (known) known.push(seats);
      else open.set(member, [seats]);
    }
  }
  return open;
}
