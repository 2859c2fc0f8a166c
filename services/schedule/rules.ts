import type { TimerChange } from "./ports.js";
import type { KeptTimer, LateTimer, NewTimer, Timer } from "./schema.js";

/** How long one process has a timer for itself. After that another takes it up. */
const LEASE = 30_000;
const FIRST_BACK_OFF = 5_000;
const LONGEST_BACK_OFF = 900_000;
/** Back-offs are up to so much shorter or longer, so that what failed together isn't tried again together. */
const SPREAD = 0.2;

type Found = KeptTimer | undefined;
/** Undefined leaves the timer as it is. */
type Change = TimerChange | undefined;

/** What was asked for last counts, also while an earlier moment of it is being handled. The same again is nothing new. */
export function set(found: Found, asked: NewTimer): Change {
  return found && isSame(found, asked) ? undefined : { next: waiting(asked) };
}

export function ensure(found: Found, asked: NewTimer): Change {
  return found ? undefined : { next: waiting(asked) };
}

/** An earlier moment stays. While it is being handled it is to come once more, since what is new may not be seen. */
export function soon(found: Found, asked: NewTimer): Change {
  if (!found) return { next: waiting(asked) };
  const { due } = asked;
  if (found.claim === undefined) return found.due <= due ? undefined : { next: waiting(asked) };
  if (found.again !== undefined && found.again <= due) return undefined;
  return { next: { ...found, again: due } };
}

export function cancel(found: Found): Change {
  return found && { next: undefined };
}

/** For one who begins now: a repetition asked for before this moment needs none of its own any more. */
export function claimed({ again, ...timer }: KeptTimer, claim: string, now: Date): TimerChange {
  const isToCome = again !== undefined && Date.parse(again) > now.getTime();
  const next = { ...timer, claim, attempts: timer.attempts + 1, wakes: after(now, LEASE) };
  return { next: isToCome ? { ...next, again } : next };
}

/** The earlier of the next moment and what was asked for meanwhile; whoever lost the claim changes nothing. */
export function finished(found: Found, claim: string, next: Date | undefined): Change {
  if (found?.claim !== claim) return undefined;
  return { next: moved(found, next) };
}

/** `chance`: from 0 to below 1. */
export function failed(found: Found, claim: string, now: Date, chance: number): Change {
  if (found?.claim !== claim) return undefined;
  const { claim: _, ...timer } = found;
  return { next: { ...timer, wakes: after(now, backOff(timer.attempts, chance)) } };
}

export function isTooLate({ usefulUntil }: Timer, now: Date): boolean {
  return usefulUntil !== undefined && now.getTime() > Date.parse(usefulUntil);
}

/** `next`: when it is due again, if it recurs. */
export function tooLate(timer: KeptTimer, next: Date | undefined, now: Date): TimerChange {
  const { id, kind, subject, due } = timer;
  const late: LateTimer = { id, kind, subject, due, noticedAt: now.toISOString() };
  return { next: moved(timer, next), late };
}

/** In milliseconds: 5 s after the first attempt, twice as long after each further one, up to 15 minutes. */
export function backOff(attempts: number, chance: number): number {
  const usual = Math.min(FIRST_BACK_OFF * 2 ** Math.max(attempts - 1, 0), LONGEST_BACK_OFF);
  return Math.round(usual * (1 - SPREAD + 2 * SPREAD * chance));
}

export function plain({ wakes: _, claim: __, again: ___, ...timer }: KeptTimer): Timer {
  return timer;
}

function waiting(asked: NewTimer): KeptTimer {
  return { ...asked, attempts: 0, wakes: asked.due };
}

/** To the next moment, which is useful for as long as the last one was. */
function moved({ again, ...timer }: KeptTimer, next: Date | undefined): Found {
  const [due] = [next?.toISOString(), again].filter((one) => one !== undefined).sort();
  if (due === undefined) return undefined;
  const { id, kind, subject, usefulUntil } = timer;
  const useful = usefulUntil && { usefulUntil: shifted(usefulUntil, timer.due, due) };
  return waiting({ id, kind, subject, due, ...useful });
}

function shifted(instant: string, from: string, to: string): string {
  return after(new Date(instant), Date.parse(to) - Date.parse(from));
}

function after(instant: Date, ms: number): string {
  return new Date(instant.getTime() + ms).toISOString();
}

function isSame(found: KeptTimer, asked: NewTimer): boolean {
  return (["kind", "subject", "due", "usefulUntil"] as const).every((member) => found[member] === asked[member]);
}
