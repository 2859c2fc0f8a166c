import { addDays, dateOf, type LocalDate } from "../../services/kernel/dates.js";
import type { Randomness } from "../../services/kernel/random.js";
import { quietHoursOf } from "../../services/partnership/quiet-hours.js";
import type { Partnership } from "../../services/partnership/schema.js";
import { matches } from "../../services/people/rules.js";
import { type Person, personKey } from "../../services/people/schema.js";
import type { NewTimer } from "../../services/schedule/schema.js";
import { close, newCode, settle } from "../../services/sessions/attendance/attendance-rules.js";
import { forget } from "../../services/sessions/attendance/forgetting-rules.js";
import { plannedFor, withMoved } from "../../services/sessions/planning/occurrence-rules.js";
import { slotsOf } from "../../services/sessions/planning/recurrence-rules.js";
import {
  type Booking,
  bookingSchema,
  type Occurrence,
  type Series,
  type Session,
} from "../../services/sessions/schema.js";
import { withWordings } from "../../services/sessions/tending/wording-rules.js";
import { endOf, inOrder, startOf } from "../../services/sessions/times-rules.js";
import { announcesAt, closesAt, KINDS, timersOf, workingDayBefore } from "../../services/sessions/timetable.js";
import { share } from "./chance.js";

/** Half a year. */
const BACK_DAYS = 183;
/** Lists of who came don't find a session that was moved further. */
const MOST_MOVED_DAYS = 60;
/** Of those who may book, at least so many do, and at most so many more. */
const KEEN = { least: 0.4, more: 0.4 };
/** How bookings end, as shares (progress report 2021-22); the rest attended. */
const ENDS = { cancelled: 0.086, other: 0.023, noShow: 0.315 };
/** So much less is missed than usual with the first of the wordings, and so much more with the last. */
const WORDING_HELPS = 0.03;
/** Who came is said so long after the end. */
const SETTLED_AFTER_MS = 3_600_000;

const THEMES = [
  "Reflective supervision",
  "Poverty and practice",
  "Learning from audits",
  "What counts as evidence?",
  "Wellbeing at work",
  "Strengths-based practice",
  "Hearing people's voices",
  "Digital tools at work",
  "Staying in social work",
];

export interface PastNeeds {
  readonly partnership: Partnership;
  readonly series: readonly Series[];
  readonly people: readonly Person[];
}

export interface Past {
  readonly occurrences: readonly Occurrence[];
  /** What is still to be done about them. */
  readonly timers: readonly NewTimer[];
}

/**
 * What half a year of these series would have left, the same on each start of a day: themes, bookings and their ends. One
 * session, of the last working day, waits for somebody to say who came. Confidential series have only what is forgotten.
 */
export function pastOf(needs: PastNeeds, now: Date): Past {
  const held = needs.series.flatMap((series) => heldOf(series, needs, now));
  const open = openIn(held, now);
  const occurrences = held.map((occurrence) => {
    if (occurrence !== open) return lived(occurrence, needs, undefined, now);
    const moved = movedTo(occurrence, workingDayBefore(dateOf(now), 1, needs.partnership));
    return lived(moved, needs, last(moved).id, now);
  });
  return { occurrences, timers: occurrences.flatMap((occurrence) => timersFor(occurrence, needs.partnership)) };
}

/** Occurrences that are over, as they were when they began: with those who had booked. */
function heldOf(series: Series, { partnership, people }: PastNeeds, now: Date): Occurrence[] {
  const today = dateOf(now);
  const { calendar } = quietHoursOf(partnership);
  const first = Math.floor(share(`themes of ${series.id}`) * THEMES.length);
  return slotsOf(series, addDays(today, -BACK_DAYS), today, calendar)
    .map((slot, nth): Occurrence => {
      const planned = plannedFor(series, slot);
      const announcedAt = announcesAt(planned, partnership).toISOString();
      return { ...planned, status: "announced", announcedAt, theme: THEMES[(first + nth) % THEMES.length] };
    })
    .filter((one) => (series.confidential ? closesAt(one) : endOf(last(one))) <= now)
    .map((one) => booked(one, people))
    .filter(({ bookings }) => bookings.length > 0);
}

/** The last occurrence of the first series that can have a session on the last working day. */
function openIn(held: readonly Occurrence[], now: Date): Occurrence | undefined {
  const since = addDays(dateOf(now), -MOST_MOVED_DAYS);
  const recent = held.filter(({ slot, series }) => slot >= since && !series.confidential);
  return recent.findLast(({ series }) => series.id === recent[0]?.series.id);
}

/** With its last session moved to that day, by a coordinator as it were, so that the series' rhythm stays as it is. */
function movedTo(occurrence: Occurrence, date: LocalDate): Occurrence {
  const moved = last(occurrence);
  if (moved.date === date) return occurrence;
  const sessions = occurrence.sessions.map((one) => (one === moved ? { ...one, date, sequence: 1 } : one));
  return withMoved({ ...occurrence, sessions }, moved.id);
}

/** With all that happened since. `open`: the session of which nobody has said yet who came. */
function lived(booked: Occurrence, { partnership }: PastNeeds, open: string | undefined, now: Date): Occurrence {
  const wordings = partnership.reminderWordings.map(({ id }) => id);
  const lots = lotsIn(booked);
  let occurrence = booked;
  for (const session of inOrder(booked.sessions)) {
    if (booked.series.reminders.some(({ kind }) => kind === "ways-out"))
      occurrence = withWordings(occurrence, session.id, wordings, dealIn(session, occurrence, wordings));
    occurrence = withCancelled(occurrence, session, lots);
    occurrence = session.id === open ? withCodeOf(occurrence, session) : settled(occurrence, session, wordings, lots);
  }
  if (closesAt(occurrence) > now) return occurrence;
  const { next = occurrence } = close(occurrence, closesAt(occurrence));
  return next.series.confidential ? forget(next, repeatable(next.id)) : next;
}

/** Booking's id → from 0 to 1, spread evenly: decides how it ends. */
type Lots = ReadonlyMap<string, number>;

function lotsIn({ id, bookings }: Occurrence): Lots {
  const order = inChanceOrder(bookings, ({ person }) => `end ${id} ${person}`);
  return new Map(order.map((one, nth) => [one.id, (nth + share(`ends of ${id}`)) / order.length]));
}

/** Those who may book, in the order of their booking; each has one place. */
function booked(occurrence: Occurrence, people: readonly Person[]): Occurrence {
  const { id, series, sessions } = occurrence;
  const able = inChanceOrder(
    people.filter((person) => matches(person, series.audience)),
    (person) => `books ${id} ${personKey(person)}`,
  );
  const keen = Math.ceil(able.length * (KEEN.least + KEEN.more * share(`keen on ${id}`)));
  const bookings = able.slice(0, Math.min(keen, series.capacity * sessions.length)).map((person, nth) => {
    const session = sessions[nth % sessions.length] as Session;
    return bookingOf(occurrence, session, person);
  });
  const inTime = bookings.sort((one, other) => (one.bookedAt < other.bookedAt ? -1 : 1));
  return {
    ...occurrence,
    bookings: inTime.map((booking, nth) => ({ ...booking, id: `${nth + 1}` })),
    booked: bookings.length,
  };
}

function bookingOf({ id, series, announcedAt = "" }: Occurrence, session: Session, person: Person): Booking {
  const key = personKey(person);
  const [from, until] = [Date.parse(announcedAt), startOf(session).getTime()];
  return bookingSchema.parse({
    id: key,
    person: key,
    ...(!series.confidential && { partner: person.partner }),
    session: session.id,
    bookedAt: new Date(from + 0.8 * share(`when ${id} ${key}`) * (until - from)).toISOString(),
  });
}

/** Who has given their place back, and who was moved to a day that they never agreed to. */
function withCancelled(occurrence: Occurrence, session: Session, lots: Lots): Occurrence {
  const endedAt = new Date(startOf(session).getTime() - SETTLED_AFTER_MS).toISOString();
  const bookings = occurrence.bookings.map((one): Booking => {
    const lot = lots.get(one.id) ?? 1;
    if (one.session !== session.id || lot >= ENDS.other + ENDS.cancelled) return one;
    return lot < ENDS.other ? { ...one, unsure: true } : { ...one, end: "cancelled", endedAt };
  });
  return { ...occurrence, bookings };
}

function settled(occurrence: Occurrence, session: Session, wordings: readonly string[], lots: Lots): Occurrence {
  const { bookings } = occurrence;
  const shown = bookings.map(({ id }) => id);
  const absent = bookings.filter(({ id, wording }) => {
    const place = wordings.length < 2 ? 0.5 : wordings.indexOf(wording ?? "") / (wordings.length - 1);
    const missed = ENDS.noShow + WORDING_HELPS * (2 * place - 1);
    return (lots.get(id) ?? 1) < ENDS.other + ENDS.cancelled + missed;
  });
  const list = { shown, absent: absent.map(({ id }) => id) };
  const at = new Date(endOf(session).getTime() + SETTLED_AFTER_MS);
  return settle(occurrence, session.id, list, at).next ?? occurrence;
}

function withCodeOf(occurrence: Occurrence, session: Session): Occurrence {
  const code = newCode(repeatable(`code ${occurrence.id}`).below);
  return { ...occurrence, sessions: occurrence.sessions.map((one) => (one === session ? { ...one, code } : one)) };
}

function dealIn({ id }: Session, occurrence: Occurrence, wordings: readonly string[]) {
  return {
    shuffled: <T>(items: readonly T[]) =>
      inChanceOrder(items, (item) => `deal ${occurrence.id} ${id} ${items.indexOf(item)}`),
    first: Math.floor(share(`deal first ${occurrence.id} ${id}`) * wordings.length),
  };
}

/** The list closes itself, and who came to the open session is asked. */
function timersFor(occurrence: Occurrence, partnership: Partnership): NewTimer[] {
  if (occurrence.status === "closed") return [];
  const open = occurrence.sessions.filter(({ settledAt }) => settledAt === undefined);
  const subjects = open.map(({ id }) => `${occurrence.id}|${id}`);
  return timersOf(occurrence, partnership, new Date(0)).filter(
    ({ kind, subject }) => kind === KINDS.close || (kind === KINDS.after && subjects.includes(subject)),
  );
}

function last({ sessions }: Occurrence): Session {
  return inOrder(sessions).at(-1) as Session;
}

function inChanceOrder<T>(items: readonly T[], words: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, place: share(words(item)) }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);
}

function repeatable(seed: string): Randomness {
  let drawn = 0;
  const next = () => share(`${seed} ${drawn++}`);
  return { id: () => next().toString(16).slice(2), below: (below) => Math.floor(next() * below) };
}
