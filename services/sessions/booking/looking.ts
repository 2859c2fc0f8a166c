import { addDays, dateOf, dayInWords, timeOf } from "../../kernel/dates.js";
import { Shared } from "../../kernel/shared.js";
import { matches } from "../../people/rules.js";
import { type Person, personIdOf, personKey } from "../../people/schema.js";
import { can } from "../../permissions.js";
import { meetingBetween, type SessionsContext, sessionOf } from "../context.js";
import { isLeader, leadersOf } from "../people-rules.js";
import type { Occurrence, Series, Session } from "../schema.js";
import { endOf, FURTHEST_AHEAD_DAYS, overlap } from "../times-rules.js";
import { calendarEntry } from "./calendar-entry.js";
import { openBookingOf } from "./places-rules.js";
import * as views from "./view-rules.js";
import type { AnnouncementView, BookingAsk, BookingView, ComingView } from "./views.js";

const CALENDAR = "sessions.calendar";
const DAY = 24 * 3_600_000;

/** What people see of places. */
export class Looking {
  /** All that is coming: read once for all who press a button at one time. */
  readonly #near: Shared<Occurrence[]>;

  constructor(protected readonly context: SessionsContext) {
    this.#near = new Shared(() => {
      const today = dateOf(context.clock.now());
      return meetingBetween(context, today, addDays(today, FURTHEST_AHEAD_DAYS));
    });
    context.files.register(CALENDAR, ({ subject, person }) => this.#calendar(subject, personKey(person)));
  }

  /**
   * The session that the person is booked in, waits for or had in this occurrence; or the one named. Undefined where
   * there is nothing of theirs, or no such session.
   */
  async view(person: Person, occurrenceId: string, session?: string): Promise<BookingView | undefined> {
    return (await this.views([person], occurrenceId, session)).get(personKey(person));
  }

  /** {@link view} of each, by person key: the occurrence is read once. */
  async views(
    people: readonly Person[],
    occurrenceId: string,
    session?: string,
  ): Promise<ReadonlyMap<string, BookingView>> {
    const occurrence = await this.context.occurrences.find(occurrenceId);
    if (!occurrence || occurrence.status === "planned") return new Map();
    const keys = people.map(personKey);
    const near = await this.#nearFor(occurrence, keys);
    const names = await this.#leadersOf(occurrence.sessions);
    const now = this.context.clock.now();
    return new Map(
      keys.flatMap((person) => {
        const one = named(occurrence, session) ?? (session ? undefined : views.sessionOfTheirs(occurrence, person));
        if (!one) return [];
        const seer = { person, names, clashes: clashesOf(near, occurrence, one, person) };
        return [[person, views.viewOf(occurrence, one, seer, now)] as const];
      }),
    );
  }

  /** What is announced and not over, of the series that are for this person, in the order of time. */
  async coming(person: Person): Promise<ComingView> {
    const [near, now, key] = [await this.#near.get(), this.context.clock.now(), personKey(person)];
    const lines = near
      .filter(({ status }) => status === "announced")
      .flatMap((occurrence) => {
        const isFor = matches(person, occurrence.series.audience);
        const lasting = occurrence.sessions.filter((session) => now < endOf(session));
        return lasting
          .map((session) => views.comingOf(occurrence, session, key, now))
          .filter(({ isTheirs, isOpen }) => isTheirs || (isFor && isOpen));
      });
    return {
      sessions: lines.sort((one, other) => one.time.start.getTime() - other.time.start.getTime()),
      leads: near.some(({ sessions }) => sessions.some((session) => isLeader(session, key))),
      plans: can(person, "sessions.plan"),
      now,
    };
  }

  /** What the inbox asks of this person. */
  async asks(person: Person): Promise<BookingAsk[]> {
    const near = await this.#near.get();
    return near.flatMap((occurrence) => views.asksOf(occurrence, personKey(person), this.context.clock.now()));
  }

  /** What a channel sees; undefined before it is announced. */
  async announcement(occurrenceId: string): Promise<AnnouncementView | undefined> {
    const occurrence = await this.context.occurrences.find(occurrenceId);
    if (!occurrence || occurrence.status === "planned") return undefined;
    const names = await this.#leadersOf(occurrence.sessions);
    return views.announcementOf(occurrence, names, this.context.clock.now());
  }

  /** The token of the calendar entry, for who has a booking; it works until a day after the session. */
  async calendarToken(person: Person, view: BookingView): Promise<string | undefined> {
    if (view.booking === undefined) return undefined;
    const request = {
      kind: CALENDAR,
      subject: `${view.occurrence}|${view.booking}`,
      person,
      fileName: "session.ics",
      contentType: "text/calendar; charset=utf-8",
      // What is recorded stays for ever; who booked does not.
      unnamed: true as const,
    };
    return this.context.files.issue(request, new Date(view.time.end.getTime() + DAY));
  }

  protected async viewOf(occurrence: Occurrence, id: string, person: string, now: Date): Promise<BookingView> {
    const session = sessionOf(occurrence, id);
    const [names, near] = await Promise.all([this.#leadersOf([session]), this.#nearFor(occurrence, [person])]);
    return views.viewOf(
      occurrence,
      session,
      { person, names, clashes: clashesOf(near, occurrence, session, person) },
      now,
    );
  }

  /** What a place can clash with; nothing is read where nobody has one. */
  async #nearFor(occurrence: Occurrence, people: readonly string[]): Promise<readonly Occurrence[]> {
    return people.some((person) => openBookingOf(occurrence, person)) ? this.#near.get() : [];
  }

  async #leadersOf(sessions: readonly Session[]): Promise<views.Names> {
    const leaders = [...new Set(sessions.flatMap(leadersOf))];
    return leaders.length === 0 ? new Map() : this.context.people.findMany(leaders.map(personIdOf));
  }

  async #calendar(subject: string, person: string): Promise<Uint8Array | undefined> {
    const [id = "", bookingId] = subject.split("|");
    const occurrence = await this.context.occurrences.find(id);
    const booking = occurrence?.bookings.find((one) => one.id === bookingId && one.person === person);
    const session = booking && occurrence?.sessions.find((one) => one.id === booking.session);
    if (!occurrence || !booking || !session) return undefined;
    const { clock, partnership } = this.context;
    return Buffer.from(calendarEntry(occurrence, session, booking, clock.now(), partnership.id));
  }
}

function named({ sessions }: Occurrence, session: string | undefined): Session | undefined {
  return sessions.find(({ id }) => id === session);
}

/** What else the person is booked for while the session lasts. */
function clashesOf(near: readonly Occurrence[], { id }: Occurrence, session: Session, person: string): string[] {
  return near
    .filter((other) => other.id !== id)
    .flatMap((other) => {
      const held = openBookingOf(other, person);
      const its = other.sessions.find((one) => one.id === held?.session);
      return its && overlap(its, session) ? [inWords(other.series, its)] : [];
    });
}

function inWords({ shortTitle }: Series, session: Session): string {
  return `${shortTitle}, ${dayInWords(session.date)}, ${session.at} to ${timeOf(endOf(session))}`;
}
