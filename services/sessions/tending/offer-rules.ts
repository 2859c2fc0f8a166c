import { dateOf } from "../../kernel/dates.js";
import { offersEnd } from "../booking/places-rules.js";
import { lapse, offerFreed } from "../booking/register-rules.js";
import type { Occurrence, Session, Waiting } from "../schema.js";
import { startOf } from "../times-rules.js";
import { marked } from "./marks-rules.js";

const HOUR = 3_600_000;
const SOON_MS = 72 * HOUR;

/** `new`: to be told of. `lapsed`: it is nobody's any more, and its card is to be replaced. `over`: that is done. */
const STATES = ["new", "told", "lapsed", "over"] as const;
type OfferState = (typeof STATES)[number];

/** A freed place that was offered to somebody: each has an end of its own, to the millisecond, by which it is known. */
export interface Offer {
  readonly session: string;
  /** Milliseconds since 1970. */
  readonly until: number;
  readonly state: OfferState;
}

/**
 * Until when a place that is free at `now` is kept for the next in line; people may be written to from `allowed` on.
 * Undefined when nobody is to be asked now: in quiet hours that end in time, or when no time is left.
 */
export function offerLimit(session: Session, now: Date, allowed: Date): Date | undefined {
  const last = offersEnd(session).getTime();
  if (now < allowed && allowed.getTime() < last) return undefined;
  const until = Math.min(allowed.getTime() + hoursFor(session, allowed) * HOUR, last);
  return until > now.getTime() ? new Date(until) : undefined;
}

function hoursFor(session: Session, from: Date): number {
  if (dateOf(from) === session.date) return 1;
  return startOf(session).getTime() - from.getTime() > SOON_MS ? 24 : 4;
}

/** Offers past their end lapse, and free places are offered to those who are next in line. */
export function withOffers(
  occurrence: Occurrence,
  untilOf: (session: Session) => Date | undefined,
  now: Date,
): Occurrence {
  const kept = lapse(occurrence, now);
  const lapsed = occurrence.waiting.filter((one) => one.offeredUntil !== undefined && !has(kept, one));
  const ended = offersOf(kept).filter((offer) => offer.state === "told" && !holderOf(kept, offer));
  const noted = [...lapsed.map(offerTo), ...ended].reduce((next, one) => withState(next, one, "lapsed"), kept);
  return withOwnEnds(noted, offerFreed(noted, untilOf, now));
}

/** All offers that were ever made, as far as they are known by now. */
export function offersOf({ marks }: Occurrence): Offer[] {
  return marks.flatMap((mark) => {
    const [what, session = "", until, state] = mark.split(".");
    if (what !== "offer") return [];
    return [{ session, until: Number(until), state: STATES.find((one) => one === state) ?? "over" }];
  });
}

export function withState(
  occurrence: Occurrence,
  { session, until }: Pick<Offer, "session" | "until">,
  state: OfferState,
): Occurrence {
  const [before] = offersOf(occurrence).filter((one) => one.session === session && one.until === until);
  return marked(occurrence, markOf({ session, until, state }), before && markOf(before));
}

/** Person key of who still has it. */
export function holderOf({ waiting }: Occurrence, offer: Offer): string | undefined {
  return waiting.find((one) => isOf(one, offer))?.person;
}

/** Of offers that are new in `after` none ends when another does. */
function withOwnEnds(before: Occurrence, after: Occurrence): Occurrence {
  let next = after;
  for (const [nth, one] of after.waiting.entries()) {
    if (one.offeredUntil === undefined || (has(before, one) && isTracked(before, one))) continue;
    const { session } = one;
    let { until } = offerTo(one);
    while (offersOf(next).some((other) => other.session === session && other.until === until)) until -= 1;
    const waiting = next.waiting.with(nth, { ...one, offeredUntil: new Date(until).toISOString() });
    next = marked({ ...next, waiting }, markOf({ session, until, state: "new" }));
  }
  return next;
}

function has({ waiting }: Occurrence, one: Waiting): boolean {
  return waiting.some((other) => other.person === one.person && isOf(other, offerTo(one)));
}

function isTracked(occurrence: Occurrence, one: Waiting): boolean {
  return offersOf(occurrence).some((offer) => isOf(one, offer));
}

function isOf(one: Waiting, { session, until }: Pick<Offer, "session" | "until">): boolean {
  return one.session === session && offerTo(one).until === until;
}

function offerTo({ session, offeredUntil }: Waiting): Pick<Offer, "session" | "until"> {
  return { session, until: Date.parse(offeredUntil ?? "") };
}

function markOf({ session, until, state }: Offer): string {
  return `offer.${session}.${until}.${state}`;
}
