import { addDays, dateOf, instantAt, type LocalDate, localDate } from "../../kernel/dates.js";
import { ExpectedError } from "../../kernel/errors.js";
import { quietHoursOf } from "../../partnership/quiet-hours.js";
import { allSeries, meetingBetween, occurrenceOf, type SessionsContext } from "../context.js";
import type { Occurrence, Series } from "../schema.js";
import { channelOf } from "../tending/post-rules.js";
import { endOf, FURTHEST_AHEAD_DAYS, inOrder, isCalledOff, startOf } from "../times-rules.js";
import { partsOfId, plannedFor } from "./occurrence-rules.js";
import { isSameTurn, slotsOf } from "./recurrence-rules.js";
import type { OccurrenceLine, OccurrenceState, SeriesLine, SeriesView, YearView } from "./views.js";
import { factsOf } from "./words.js";

/** What has no theme by then is worth a word. */
const SOON_DAYS = 91;
const TWO_YEARS_DAYS = 730;
/** Two slots of the same turn are no further apart: half of a year of weeks. */
const TURN_DAYS = 183;

interface Ahead {
  readonly occurrence: Occurrence;
  readonly state: OccurrenceState;
}

/** What coordinators see of all series: stored or, further on, as the rule of each has it. */
export class Overview {
  constructor(private readonly context: SessionsContext) {}

  async list(): Promise<SeriesLine[]> {
    const now = this.context.clock.now();
    const series = await allSeries(this.context);
    const stored = await this.#stored(now);
    return series.map((one) => lineOf(one, this.#ahead(one, stored, now), now));
  }

  async one(seriesId: string): Promise<SeriesView> {
    const now = this.context.clock.now();
    const series = await this.series(seriesId);
    const { partnership, surveys, channels } = this.context;
    const ahead = this.#ahead(series, await this.#stored(now), now);
    return {
      ...lineOf(series, ahead, now),
      purpose: series.purpose,
      about: series.about,
      confidential: series.confidential,
      facts: factsOf(series, partnership, surveys),
      channel: (await channels.find(channelOf(series)))?.title,
      occurrences: withinYear(ahead, now).map(occurrenceLine),
    };
  }

  /** From this month on. */
  async year(): Promise<YearView> {
    const now = this.context.clock.now();
    const series = await allSeries(this.context);
    const stored = await this.#stored(now);
    const occurrences = series.flatMap((one) => withinYear(this.#ahead(one, stored, now), now).map(occurrenceLine));
    return {
      firstMonth: dateOf(now).slice(0, 7),
      series: series.map(({ id, shortTitle }) => ({ id, shortTitle })),
      occurrences: occurrences.sort((one, other) => beginning(one) - beginning(other)),
    };
  }

  /** Those of which no session is to come in the next two years. */
  async withoutDates(): Promise<SeriesLine[]> {
    return (await this.list()).filter(({ next }) => next === undefined);
  }

  async series(id: string): Promise<Series> {
    const found = (await allSeries(this.context)).find((one) => one.id === id);
    if (!found) throw new ExpectedError("not-found", "This series is no longer there. Type sessions to see all.");
    return found;
  }

  /** As it is, or as the rule of its series has it; stored from now on. */
  async open(id: string): Promise<Occurrence> {
    const { occurrences, partnership } = this.context;
    const found = await occurrences.find(id);
    if (found) return found;
    const { slot, series: seriesId } = partsOfId(id);
    const series = await this.series(seriesId);
    const planned = localDate.safeParse(slot).success
      ? slotsOf(series, slot, slot, quietHoursOf(partnership).calendar)[0]
      : undefined;
    if (!planned) {
      throw new ExpectedError("stale", "The series does not meet then any more. Open it again to see when it does.");
    }
    const around = await occurrences.between(addDays(slot, -TURN_DAYS), addDays(slot, TURN_DAYS));
    const known = around.find(
      (one) => one.series.id === seriesId && isSameTurn(series.recurrence, one.slot, planned.slot),
    );
    if (known) return known;
    await occurrences.add(plannedFor(series, planned));
    return occurrenceOf(this.context, id);
  }

  #stored(now: Date): Promise<Occurrence[]> {
    const today = dateOf(now);
    return meetingBetween(this.context, today, addDays(today, TWO_YEARS_DAYS));
  }

  /** In the order of time, those with a session that is not over. */
  #ahead(series: Series, stored: readonly Occurrence[], now: Date): Ahead[] {
    const own = stored.filter((one) => one.series.id === series.id);
    const computed = this.#slots(series, now).filter(
      ({ slot }) => !own.some((one) => isSameTurn(series.recurrence, one.slot, slot)),
    );
    return [
      ...own.map((occurrence): Ahead => ({ occurrence, state: occurrence.status })),
      ...computed.map((slot): Ahead => ({ occurrence: plannedFor(series, slot), state: "not-stored" })),
    ]
      .filter(({ occurrence }) => occurrence.sessions.some((session) => endOf(session) > now))
      .sort((one, other) => firstStart(one.occurrence) - firstStart(other.occurrence));
  }

  #slots(series: Series, now: Date) {
    const today = dateOf(now);
    const { calendar } = quietHoursOf(this.context.partnership);
    return slotsOf(series, addDays(today, -31), addDays(today, TWO_YEARS_DAYS), calendar);
  }
}

function withinYear(ahead: readonly Ahead[], now: Date): Ahead[] {
  const end = instantAt(addDays(dateOf(now), FURTHEST_AHEAD_DAYS), "00:00").getTime();
  return ahead.filter(({ occurrence }) => firstStart(occurrence) < end);
}

function lineOf(series: Series, ahead: readonly Ahead[], now: Date): SeriesLine {
  const { id, title, shortTitle } = series;
  const soon = addDays(dateOf(now), SOON_DAYS);
  const sessions = ahead.flatMap(({ occurrence }) => occurrence.sessions);
  const [first] = inOrder(sessions.filter((one) => !isCalledOff(one) && startOf(one) > now));
  return {
    ...{ id, title, shortTitle },
    next: first && { start: startOf(first), end: endOf(first) },
    withoutTheme: ahead.filter(({ occurrence }) => isWithoutTheme(occurrence, soon)).length,
  };
}

function isWithoutTheme({ theme, sessions }: Occurrence, until: LocalDate): boolean {
  return theme === undefined && sessions.some((session) => !isCalledOff(session) && session.date <= until);
}

function occurrenceLine({ occurrence, state }: Ahead): OccurrenceLine {
  const { id, series, theme, sessions } = occurrence;
  return {
    ...{ id, series: series.id, shortTitle: series.shortTitle, state, theme },
    sessions: inOrder(sessions).map((session) => ({
      time: { start: startOf(session), end: endOf(session) },
      calledOff: isCalledOff(session),
    })),
  };
}

function firstStart({ sessions }: Occurrence): number {
  return Math.min(...sessions.map((session) => startOf(session).getTime()));
}

function beginning({ sessions }: OccurrenceLine): number {
  return sessions[0]?.time.start.getTime() ?? 0;
}
