import { dayAndMonth } from "../../kernel/dates.js";
import { lineOf } from "../booking/places-rules.js";
import type { Booking, Occurrence, Session } from "../schema.js";
import { endOf, isCalledOff, startOf } from "../times-rules.js";
import { batchOf, untoldIn, withTold } from "./batch-rules.js";
import { isMarked, marked } from "./marks-rules.js";
import { campaignIds, marks } from "./names-rules.js";
import { holderOf, offersOf, withState } from "./offer-rules.js";

/** Something that some people are to be told once. */
export interface News {
  /** The campaign's. */
  readonly id: string;
  readonly title: string;
  readonly kind: "sessions.offer" | "sessions.booked" | "sessions.moved" | "sessions.called-off";
  readonly session: string;
  readonly manner: "asks" | "replies";
  readonly usefulUntil: Date;
  /** Person keys. */
  readonly people: readonly string[];
  /** What the occurrence is once they are told. */
  done(occurrence: Occurrence): Occurrence;
}

/** What people are to be told about an occurrence as it is. */
export function newsOf(occurrence: Occurrence, now: Date): News[] {
  const { sessions } = occurrence;
  const toCome = sessions.filter((session) => !isCalledOff(session) && now < startOf(session));
  return [
    ...offers(occurrence),
    ...sessions.flatMap((session) => booked(occurrence, session)),
    ...toCome.flatMap((session) => moved(occurrence, session)),
    ...sessions.filter(isCalledOff).flatMap((session) => calledOff(occurrence, session)),
  ];
}

/** "Research Hub, 8 December: reminder" */
export function titleOf({ series }: Occurrence, { date }: Session, what: string): string {
  return `${series.title}, ${dayAndMonth(date)}: ${what}`;
}

function offers(occurrence: Occurrence): News[] {
  return offersOf(occurrence).flatMap((offer): News[] => {
    const session = occurrence.sessions.find(({ id }) => id === offer.session);
    if (offer.state !== "new" || !session) return [];
    const holder = holderOf(occurrence, offer);
    return [
      {
        id: campaignIds.offer(occurrence.id, offer),
        title: titleOf(occurrence, session, "a free place"),
        ...{ kind: "sessions.offer", session: session.id, manner: "replies" },
        usefulUntil: new Date(offer.until),
        // Who has answered in their inbox by now need not be told.
        people: holder === undefined ? [] : [holder],
        done: (one) => withState(one, offer, "told"),
      },
    ];
  });
}

function booked(occurrence: Occurrence, session: Session): News[] {
  const batch = batchOf(occurrence);
  const untold = batch ? untoldIn(occurrence, batch).filter((one) => one.session === session.id) : [];
  if (!batch || untold.length === 0) return [];
  return [
    {
      id: campaignIds.booked(occurrence.id, batch.nth, session.id),
      title: titleOf(occurrence, session, "booked"),
      ...{ kind: "sessions.booked", session: session.id, manner: "replies" },
      usefulUntil: endOf(session),
      people: peopleOf(untold),
      done: (one) => withTold(one, batch, session.id, untold),
    },
  ];
}

function moved(occurrence: Occurrence, session: Session): News[] {
  // Not the sequence that a new theme has given it since: it was moved once.
  const { movedAs = session.sequence } = session;
  const mark = marks.moved(session.id, movedAs);
  const unsure = occurrence.bookings.filter((one) => one.session === session.id && one.unsure && !one.end);
  if (unsure.length === 0 || isMarked(occurrence, mark)) return [];
  return [
    {
      id: campaignIds.moved(occurrence.id, session.id, movedAs),
      title: titleOf(occurrence, session, "moved"),
      ...{ kind: "sessions.moved", session: session.id, manner: "asks" },
      usefulUntil: startOf(session),
      people: peopleOf(unsure),
      done: (one) => marked(one, mark),
    },
  ];
}

function calledOff(occurrence: Occurrence, session: Session): News[] {
  const mark = marks.calledOff(session.id);
  const bookings = occurrence.bookings.filter((one) => one.session === session.id && one.why === "called-off");
  const told = peopleOf([...bookings, ...lineOf(occurrence, session.id)]);
  if (told.length === 0 || isMarked(occurrence, mark)) return [];
  return [
    {
      id: campaignIds.calledOff(occurrence.id, session.id),
      title: titleOf(occurrence, session, "called off"),
      ...{ kind: "sessions.called-off", session: session.id, manner: "replies" },
      usefulUntil: endOf(session),
      people: told,
      done: (one) => marked(withoutLine(one, session), mark),
    },
  ];
}

function withoutLine(occurrence: Occurrence, { id }: Session): Occurrence {
  return { ...occurrence, waiting: occurrence.waiting.filter(({ session }) => session !== id) };
}

/** Person keys, each once. */
export function peopleOf(places: readonly Pick<Booking, "person">[]): string[] {
  return [...new Set(places.flatMap(({ person }) => person ?? []))];
}
