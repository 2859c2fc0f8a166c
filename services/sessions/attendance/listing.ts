import { nextWorkingDay } from "../../calendar/rules.js";
import { addDays, dateOf, dayAndMonth, endOfDay } from "../../kernel/dates.js";
import { ExpectedError } from "../../kernel/errors.js";
import { quietHoursOf } from "../../partnership/quiet-hours.js";
import { type Person, personKey } from "../../people/schema.js";
import { meetingBetween, type SessionsContext } from "../context.js";
import { isLeader, leadersOf } from "../people-rules.js";
import type { Booking, Session } from "../schema.js";
import { endOf, isCalledOff, startOf } from "../times-rules.js";
import { CORRECTION_DAYS, closesAt, tendTimer } from "../timetable.js";
import { attendees, type Found, headOf, ledBy, mayLead } from "./access.js";
import { correct, type Ended, endIn, isOpenIn, lastBookings, settle } from "./attendance-rules.js";
import { campaigns, notes } from "./campaigns.js";
import { evaluateSoon } from "./evaluating.js";
import type { AttendanceLine, CorrectView, ListView, WhoView } from "./views.js";

/** The order of {@link Listing.door}. */
const TURN: readonly ListView["state"][] = ["open", "to-come", "settled", "closed", "called-off"];

/** Who came, as those who lead a session say it, and put it right. */
export class Listing {
  constructor(private readonly context: SessionsContext) {}

  async who(person: Person, occurrenceId: string, sessionId: string): Promise<WhoView> {
    const at = await ledBy(this.context, person, occurrenceId, sessionId);
    const { occurrence, session } = at;
    const people = lastBookings(occurrence, session.id).filter(({ end }) => end === undefined || end === "attended");
    return {
      ...headOf(at),
      isConfidential: occurrence.series.confidential,
      people: await attendees(this.context, occurrence, people),
      waiting: occurrence.waiting.filter((one) => one.session === session.id).length,
      code: this.#codeOf(at),
    };
  }

  async list(person: Person, occurrenceId: string, sessionId: string): Promise<ListView> {
    return this.#view(await ledBy(this.context, person, occurrenceId, sessionId));
  }

  /** Whom to ask who came; undefined where it is settled, or no longer theirs to say. */
  async toAsk(person: Person, occurrenceId: string, sessionId: string): Promise<ListView | undefined> {
    const occurrence = await this.context.occurrences.find(occurrenceId);
    const session = occurrence?.sessions.find(({ id }) => id === sessionId);
    if (!occurrence || !session || !mayLead(person, session)) return undefined;
    const view = await this.#view({ occurrence, session });
    return view.state === "open" ? view : undefined;
  }

  /** `shown` and `absent`: bookings on the card, and those of them who did not come; all open ones unless `shown`. */
  async save(
    person: Person,
    occurrenceId: string,
    sessionId: string,
    said: { readonly shown?: readonly string[]; readonly absent: readonly string[] },
  ): Promise<ListView> {
    const { occurrence, session } = await ledBy(this.context, person, occurrenceId, sessionId);
    this.#checkBegun(session);
    const now = this.context.clock.now();
    const shown = said.shown ?? occurrence.bookings.map(({ id }) => id);
    const result = await this.context.occurrences.change(occurrenceId, (one) => {
      if (one.status === "closed") throw closed();
      return settle(one, sessionId, { shown, absent: said.absent }, now);
    });
    if (result === "settled") await this.#settled(person, occurrenceId, session);
    return this.list(person, occurrenceId, sessionId);
  }

  async people(person: Person, occurrenceId: string, sessionId: string): Promise<CorrectView> {
    const at = await ledBy(this.context, person, occurrenceId, sessionId);
    this.#checkBegun(at.session);
    if (at.occurrence.status === "closed") throw closed();
    const people = await attendees(this.context, at.occurrence, lastBookings(at.occurrence, sessionId));
    return { ...headOf(at), people, correctUntil: closesAt(at.occurrence) };
  }

  /** Puts right what became of one booking, and records who did so. */
  async correct(person: Person, occurrenceId: string, sessionId: string, booking: string, to: Ended): Promise<void> {
    const { occurrence, session } = await ledBy(this.context, person, occurrenceId, sessionId);
    this.#checkBegun(session);
    if (occurrence.status === "closed") throw closed();
    const seen = lastBookings(occurrence, sessionId).find(({ id }) => id === booking);
    if (!seen) throw stale();
    const [now, from] = [this.context.clock.now(), endIn(seen)];
    const result = await this.context.occurrences.change(occurrenceId, (one) =>
      correct(one, booking, { from, to }, now),
    );
    if (result === "stale") throw stale();
    if (result === "same") return;
    await this.context.audit.record({
      subject: `occurrence:${occurrenceId}`,
      event: "sessions.corrected",
      by: personKey(person),
      details: { booking, from: inShort(from), to: inShort(to) },
    });
    if (from === undefined) await this.#settleIfNobodyLeft(person, occurrenceId, session);
  }

  /**
   * Sessions of two weeks ago to in two weeks that somebody leads, those to be settled first; coordinators see all of
   * them.
   */
  async door(person: Person): Promise<AttendanceLine[]> {
    const today = dateOf(this.context.clock.now());
    const [from, through] = [addDays(today, -CORRECTION_DAYS), addDays(today, CORRECTION_DAYS)];
    const around = await this.#ledBetween(person, from, through);
    const lines = around.map((at) => {
      const bookings = lastBookings(at.occurrence, at.session.id);
      const open = bookings.filter(({ end }) => end === undefined).length;
      const came = bookings.filter(({ end }) => end === "attended").length;
      return { ...headOf(at), state: this.#stateOf(at), booked: open + came, open, came };
    });
    return lines.sort((one, other) => TURN.indexOf(one.state) - TURN.indexOf(other.state));
  }

  /** Sessions that are over, and of which this person is to say who came; coordinators where nobody leads. */
  async waiting(person: Person): Promise<{ readonly view: AttendanceLine; readonly due: Date }[]> {
    const { clock } = this.context;
    const today = dateOf(clock.now());
    const led = await this.#ledBetween(person, addDays(today, -CORRECTION_DAYS), today);
    const asked = led.filter(({ session }) => {
      return leadersOf(session).length === 0 || isLeader(session, personKey(person));
    });
    return asked.flatMap((at) => {
      const open = at.occurrence.bookings.filter((one) => isOpenIn(one, at.session.id)).length;
      if (open === 0 || this.#stateOf(at) !== "open" || clock.now() < endOf(at.session)) return [];
      const view = { ...headOf(at), state: "open" as const, booked: open, open, came: 0 };
      return [{ view, due: this.#wanted(at) }];
    });
  }

  /** By the end of the next working day; then it is overdue, and can be said until the close all the same. */
  #wanted({ session }: Found): Date {
    const { calendar } = quietHoursOf(this.context.partnership);
    return endOfDay(nextWorkingDay(addDays(session.date, 1), calendar));
  }

  async #ledBetween(person: Person, from: string, through: string): Promise<Found[]> {
    const near = await meetingBetween(this.context, from, through);
    return near
      .filter(({ status }) => status !== "planned")
      .flatMap((occurrence) => occurrence.sessions.map((session) => ({ occurrence, session })))
      .filter(({ session }) => session.date >= from && session.date <= through && mayLead(person, session))
      .sort((one, other) => startOf(one.session).getTime() - startOf(other.session).getTime());
  }

  async #view(at: Found): Promise<ListView> {
    const { occurrence, session } = at;
    const bookings = lastBookings(occurrence, session.id);
    const count = (end: Booking["end"]) => bookings.filter((one) => one.end === end).length;
    return {
      ...headOf(at),
      isConfidential: occurrence.series.confidential,
      open: await attendees(
        this.context,
        occurrence,
        bookings.filter((one) => isOpenIn(one, session.id)),
      ),
      ...{ came: count("attended"), noShow: count("no-show"), cancelled: count("cancelled"), other: count("other") },
      state: this.#stateOf(at),
      correctUntil: closesAt(occurrence),
      code: this.#codeOf(at),
    };
  }

  /** Whoever leads only since it was given out finds it here. */
  #codeOf({ session }: Found): string | undefined {
    const isOf = !isCalledOff(session) && this.context.clock.now() < endOf(session);
    return isOf ? session.code : undefined;
  }

  #stateOf({ occurrence, session }: Found): ListView["state"] {
    if (isCalledOff(session)) return "called-off";
    if (occurrence.status === "closed") return "closed";
    if (this.context.clock.now() < startOf(session)) return "to-come";
    return session.settledAt === undefined ? "open" : "settled";
  }

  #checkBegun(session: Session): void {
    if (isCalledOff(session)) throw new ExpectedError("not-open", "This session was called off, so nobody came.");
    if (this.context.clock.now() < startOf(session)) {
      throw new ExpectedError("not-open", "This session has not begun. Afterwards you can say who came.");
    }
  }

  /** Putting the last open one right settles the list as well. */
  async #settleIfNobodyLeft(person: Person, occurrenceId: string, session: Session): Promise<void> {
    const now = this.context.clock.now();
    const nobody = { shown: [], absent: [] };
    const result = await this.context.occurrences.change(occurrenceId, (one) => settle(one, session.id, nobody, now));
    if (result === "settled") await this.#settled(person, occurrenceId, session);
  }

  async #settled(person: Person, occurrenceId: string, session: Session): Promise<void> {
    const { audit, deliveries, timers, clock } = this.context;
    const [subject, event] = [`occurrence:${occurrenceId}`, "sessions.settled"];
    await audit.record({ subject, event, by: personKey(person), details: { session: session.id } });
    await evaluateSoon(this.context, occurrenceId, session);
    await timers.soon(tendTimer(occurrenceId, clock.now()));
    await deliveries.retire(campaigns.list(occurrenceId, session), notes.settled(occurrenceId, session.id), {
      forget: false,
    });
  }
}

/** "Research Hub, 8 December" */
export function titleOf({ occurrence, session }: Found): string {
  return `${occurrence.series.title}, ${dayAndMonth(session.date)}`;
}

function inShort(ended: Ended | undefined): string {
  if (ended === undefined) return "open";
  return ended.why === undefined ? ended.end : `${ended.end}: ${ended.why}`;
}

function closed(): ExpectedError {
  const sentence = `Who came can be put right for ${CORRECTION_DAYS} days after the session. That time is over.`;
  return new ExpectedError("not-open", sentence);
}

function stale(): ExpectedError {
  return new ExpectedError("stale", "Somebody has just changed this. Please open the list again and look at it.");
}
