import { ExpectedError } from "../../kernel/errors.js";
import { quietHoursOf } from "../../partnership/quiet-hours.js";
import { type Person, personIdOf, personKey } from "../../people/schema.js";
import { callOff, moveSession } from "../booking/register-rules.js";
import { type SessionsContext, sessionOf } from "../context.js";
import { leadersOf } from "../people-rules.js";
import { peopleByEmail } from "../rota/facilitators.js";
import type { Occurrence, Session } from "../schema.js";
import { titleOf } from "../tending/news-rules.js";
import { endOf, isCalledOff, startOf } from "../times-rules.js";
import { announceTimer, askTimer, isToCome, tendTimer, timersOf } from "../timetable.js";
import { detailsValues, readDetails, withDetails } from "./details-rules.js";
import { isAhead, withMoved } from "./occurrence-rules.js";
import type { Overview } from "./overview.js";
import { readTime } from "./times-form-rules.js";
import type { CallOffView, Choice, DetailsForm, FormState, OccurrenceView, TimeForm } from "./views.js";

/** What a coordinator does with one occurrence, without disturbing its series. */
export class Changing {
  constructor(
    private readonly context: SessionsContext,
    private readonly overview: Overview,
  ) {}

  async view(id: string): Promise<OccurrenceView> {
    const now = this.context.clock.now();
    const occurrence = await this.overview.open(id);
    const { series, sessions, status, theme, reading } = occurrence;
    const names = await this.#names(sessions.flatMap(leadersOf));
    const place = [sessions[0]?.place, sessions[0]?.joinLink && "online"].filter(Boolean).join(" and ");
    return {
      ...{ id: occurrence.id, series: series.id, title: series.title, about: series.about, theme, reading },
      ...{ state: status, place: place || undefined },
      sessions: sessions.map((session) => ({
        ...{ id: session.id, time: timeOf(session), calledOff: isCalledOff(session), isOver: startOf(session) <= now },
        leads: leadersOf(session).map((key) => names.get(key) ?? "somebody who left"),
        ...countsOf(occurrence, session),
        capacity: session.capacity,
      })),
      announces:
        status === "planned" && isAhead(occurrence, now)
          ? new Date(announceTimer(occurrence, this.context.partnership).due)
          : undefined,
    };
  }

  async detailsForm(id: string): Promise<DetailsForm> {
    const occurrence = await this.overview.open(id);
    const shownAt = this.context.clock.now();
    return this.#detailsForm(occurrence, { values: detailsValues(occurrence), errors: {} }, shownAt);
  }

  /** Sets theme, reading and who leads; or gives the form back with a sentence at each field that needs another look. */
  async saveDetails(id: string, typed: unknown, shownAt: Date, by: Person): Promise<DetailsForm | undefined> {
    const occurrence = await this.overview.open(id);
    const sessions = this.#toCome(occurrence).map((session) => session.id);
    const everybody = await peopleByEmail(this.context);
    const read = readDetails(typed, sessions, {
      chosen: choicesOf(occurrence, [...everybody.values()]).map(({ value }) => value),
      byEmail: new Map([...everybody].map(([email, person]) => [email, personKey(person)])),
    });
    if (!read.ok) return this.#detailsForm(occurrence, read, shownAt);
    let before = occurrence;
    const changed = await this.#change(occurrence.id, (current, now) => {
      before = current;
      return withDetails(notClosed(current), read.details, { shownAt, now });
    });
    for (const session of changed.sessions) {
      const [were, are] = [leadersOf(sessionOf(before, session.id)), leadersOf(session)];
      const people = [...were, ...are].filter((one) => were.includes(one) !== are.includes(one));
      await this.#tellLeads(changed, session, people, by);
    }
    await this.context.timers.soon(askTimer(occurrence.id, this.context.clock.now()));
    await this.#record(occurrence.id, "sessions.details-set", by, { reading: read.details.reading.length });
    return undefined;
  }

  async timeForm(id: string, sessionId: string): Promise<TimeForm> {
    const occurrence = await this.overview.open(id);
    const { date, at } = this.#changeable(occurrence, sessionId);
    return timeForm(occurrence, sessionId, { values: { date, at }, errors: {} }, undefined);
  }

  /** Moves one session; `confirmed`: the day off that the form warned of. Gives the form back like {@link saveDetails}. */
  async saveTime(
    id: string,
    sessionId: string,
    typed: unknown,
    confirmed: string | undefined,
    by: Person,
  ): Promise<TimeForm | undefined> {
    const now = this.context.clock.now();
    const occurrence = await this.overview.open(id);
    const session = this.#changeable(occurrence, sessionId);
    const { calendar } = quietHoursOf(this.context.partnership);
    const read = readTime(typed, { slot: occurrence.slot, session, confirmed }, calendar, now);
    if (!read.ok) return timeForm(occurrence, sessionId, read, read.confirms);
    const moved = await this.#change(occurrence.id, (current) => {
      const { date, at } = this.#changeable(current, sessionId);
      if (date === read.to.date && at === read.to.at) return undefined;
      return withMoved(moveSession(current, sessionId, read.to, now), sessionId);
    });
    await this.#setTimers(moved);
    const moving = sessionOf(moved, sessionId);
    await this.#tellLeads(moved, moving, leadersOf(moving), by);
    await this.#record(occurrence.id, "sessions.moved", by, { session: sessionId });
    return undefined;
  }

  async callOffView(id: string, sessionId: string): Promise<CallOffView> {
    const occurrence = await this.overview.open(id);
    const session = this.#changeable(occurrence, sessionId);
    const { title } = occurrence.series;
    const common = { occurrence: occurrence.id, session: sessionId, title, time: timeOf(session) };
    return { ...common, ...countsOf(occurrence, session) };
  }

  async callOff(id: string, sessionId: string, by: Person): Promise<void> {
    const occurrence = await this.overview.open(id);
    let wasOn = false;
    const changed = await this.#change(occurrence.id, (current, now) => {
      if (isCalledOff(sessionOf(current, sessionId))) return undefined;
      this.#changeable(current, sessionId);
      wasOn = true;
      return callOff(current, sessionId, now);
    });
    const off = sessionOf(changed, sessionId);
    if (wasOn) await this.#tellLeads(changed, off, leadersOf(off), by);
    await this.#setTimers(changed);
    await this.#record(occurrence.id, "sessions.called-off", by, { session: sessionId });
  }

  /** Asks for the announcement now: the schedule makes it within a minute. */
  async announceNow(id: string, by: Person): Promise<void> {
    const { clock, timers, partnership } = this.context;
    const now = clock.now();
    const occurrence = await this.overview.open(id);
    if (occurrence.status !== "planned") {
      throw new ExpectedError("already-done", "It has been announced already. Open it to see where it stands.");
    }
    if (!isAhead(occurrence, now)) throw nothingAhead();
    await timers.set({ ...announceTimer(occurrence, partnership), due: now.toISOString() });
    await this.#record(occurrence.id, "sessions.announce-asked", by, {});
  }

  /** The occurrence as it is after the rule, and brought to whom it concerns. */
  async #change(id: string, rule: (occurrence: Occurrence, now: Date) => Occurrence | undefined): Promise<Occurrence> {
    const { occurrences, timers, clock } = this.context;
    const now = clock.now();
    // Before it too, so that whoever is cut short after it has asked for what follows.
    await timers.soon(tendTimer(id, now));
    const changed = await occurrences.change(id, (current) => {
      const next = rule(current, now);
      return next ? { next, result: next } : { result: current };
    });
    if (changed.status !== "planned") await timers.soon(tendTimer(id, now));
    return changed;
  }

  /** When they lead is another time now, or whether they do; who changed it knows. */
  async #tellLeads(occurrence: Occurrence, session: Session, people: readonly string[], by: Person): Promise<void> {
    const others = people.filter((one) => one !== personKey(by));
    if (others.length === 0) return;
    const { deliveries, clock } = this.context;
    const id = `${occurrence.id}.${session.id}.lead-changed.${clock.now().toISOString()}`;
    const message = { kind: "sessions.lead-changed", subject: `${occurrence.id}|${session.id}` };
    const title = titleOf(occurrence, session, "who leads");
    const plan = { id, title, message, manner: "asks", usefulUntil: endOf(session) } as const;
    await deliveries.plan(plan, others.map(personIdOf));
    await deliveries.start(id);
  }

  /** All that is to come of it anew; what there is no need for any more is taken back. */
  async #setTimers(occurrence: Occurrence): Promise<void> {
    const { timers, clock, partnership } = this.context;
    const now = clock.now();
    if (occurrence.status === "planned") {
      const timer = announceTimer(occurrence, partnership);
      return isAhead(occurrence, now) ? timers.set(timer) : timers.cancel(timer.id);
    }
    const off = occurrence.sessions.filter(isCalledOff).map(({ id }) => `${occurrence.id}|${id}`);
    for (const timer of timersOf(occurrence, partnership, new Date(0))) {
      const isOff = off.some((subject) => timer.subject === subject || timer.subject.startsWith(`${subject}|`));
      if (isOff || !isToCome(timer, now)) await timers.cancel(timer.id);
      else await timers.set(timer);
    }
  }

  /** The session, which can be moved and called off: to come, not called off, nothing settled. */
  #changeable(occurrence: Occurrence, sessionId: string): Session {
    const session = sessionOf(notClosed(occurrence), sessionId);
    if (isCalledOff(session)) throw new ExpectedError("not-open", "This session has been called off.");
    if (startOf(session) <= this.context.clock.now()) {
      throw new ExpectedError("not-open", "This session has begun, so it can't be moved or called off any more.");
    }
    return session;
  }

  #toCome({ sessions }: Occurrence): Session[] {
    const now = this.context.clock.now();
    return sessions.filter((session) => !isCalledOff(session) && endOf(session) > now);
  }

  async #detailsForm(occurrence: Occurrence, { values, errors }: FormState, shownAt: Date): Promise<DetailsForm> {
    const { title, about } = occurrence.series;
    return {
      ...{ occurrence: occurrence.id, title, about, values, errors },
      sessions: this.#toCome(occurrence).map((session) => ({ id: session.id, time: timeOf(session) })),
      people: choicesOf(occurrence, [...(await peopleByEmail(this.context)).values()]),
      shownAt,
    };
  }

  async #names(keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const people = await this.context.people.findMany([...new Set(keys)].map(personIdOf));
    return new Map([...people].map(([key, { name }]) => [key, name]));
  }

  async #record(
    id: string,
    event: string,
    by: Person,
    details: Readonly<Record<string, string | number>>,
  ): Promise<void> {
    await this.context.audit.record({ subject: `occurrence:${id}`, event, by: personKey(by), details });
  }
}

function timeForm(
  occurrence: Occurrence,
  sessionId: string,
  { values, errors }: FormState,
  confirms: string | undefined,
): TimeForm {
  const session = sessionOf(occurrence, sessionId);
  return {
    ...{ occurrence: occurrence.id, session: sessionId, title: occurrence.series.title, time: timeOf(session) },
    booked: countsOf(occurrence, session).booked,
    ...{ values, errors, confirms },
  };
}

/** The people of the rota, coordinators, and whoever leads already. */
function choicesOf({ series, sessions }: Occurrence, everybody: readonly Person[]): Choice[] {
  const rota = new Set(series.rota?.facilitators.map((email) => email.toLowerCase()));
  const leading = new Set(sessions.flatMap(leadersOf));
  return everybody
    .filter(
      (one) => rota.has(one.email.toLowerCase()) || one.roles.includes("coordinator") || leading.has(personKey(one)),
    )
    .map((one) => ({ value: personKey(one), title: one.name }))
    .sort((one, other) => one.title.localeCompare(other.title, "en-GB"));
}

function timeOf(session: Session) {
  return { start: startOf(session), end: endOf(session) };
}

function countsOf({ bookings, waiting }: Occurrence, { id }: Session) {
  return {
    booked: bookings.filter((one) => one.session === id && one.end === undefined).length,
    waiting: waiting.filter((one) => one.session === id).length,
  };
}

function notClosed(occurrence: Occurrence): Occurrence {
  if (occurrence.status !== "closed") return occurrence;
  throw new ExpectedError("not-open", "This is over and settled, so it can't be changed any more.");
}

function nothingAhead(): ExpectedError {
  return new ExpectedError("not-open", "No session of it is still to come, so there is nothing to announce.");
}
