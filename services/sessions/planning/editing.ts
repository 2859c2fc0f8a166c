import { addDays, dateOf } from "../../kernel/dates.js";
import { quietHoursOf } from "../../partnership/quiet-hours.js";
import { type Person, personKey } from "../../people/schema.js";
import { allSeries, type SessionsContext } from "../context.js";
import type { Series } from "../schema.js";
import type { Keeping } from "./keeping.js";
import type { Overview } from "./overview.js";
import { daysAsked, type Every, reminderPlan, seriesValues } from "./series-fields-rules.js";
import { readSeriesForm } from "./series-form-rules.js";
import type { FormState, SeriesForm } from "./views.js";
import { remindersInWords } from "./words.js";

/** What coordinators make of a series in chat, or add: what is not announced yet follows. */
export class Editing {
  constructor(
    private readonly context: SessionsContext,
    private readonly overview: Overview,
    private readonly keeping: Keeping,
  ) {}

  /** Without an id for a new series; `every` for another rhythm than it has. */
  async form(seriesId: string | undefined, every?: Every): Promise<SeriesForm> {
    const before = seriesId === undefined ? undefined : await this.overview.series(seriesId);
    const chosen = every ?? before?.recurrence.every ?? "month";
    const values = before ? seriesValues(before) : this.#fresh();
    return this.#form(before, chosen, { values, errors: {} });
  }

  /** The id of the series as it is now; or the form with a sentence at each field that needs another look. */
  async save(seriesId: string | undefined, every: Every, typed: unknown, by: Person): Promise<SeriesForm | string> {
    const { partnership, clock, changedSeries, audit } = this.context;
    const before = seriesId === undefined ? undefined : await this.overview.series(seriesId);
    const now = clock.now();
    const all = await allSeries(this.context);
    const read = readSeriesForm(typed, {
      ...{ before, every, others: all.filter(({ id }) => id !== seriesId), evaluation: this.#evaluation(all) },
      cohorts: partnership.cohorts.map(({ id }) => id),
      ...{ calendar: quietHoursOf(partnership).calendar, today: dateOf(now) },
    });
    if (!read.ok) return this.#form(before, every, read);
    const { series } = read;
    await changedSeries.save(series);
    await this.keeping.keepSeries(series, now);
    const event = before ? "series.changed" : "series.added";
    await audit.record({ subject: `series:${series.id}`, event, by: personKey(by), details: { every } });
    return series.id;
  }

  async #form(before: Series | undefined, every: Every, { values, errors }: FormState): Promise<SeriesForm> {
    const all = await allSeries(this.context);
    return {
      ...{ series: before?.id, title: before?.title ?? "A new series", every, values, errors },
      days: daysAsked(before),
      cohorts: this.context.partnership.cohorts.map(({ id, title }) => ({ value: id, title })),
      canEvaluate: this.#evaluation(all) !== undefined,
      ownReminders: before && reminderPlan(before) === "own" ? remindersInWords(before.reminders) : undefined,
    };
  }

  #fresh(): Record<string, string> {
    const from = addDays(dateOf(this.context.clock.now()), 28);
    return {
      ...{ about: "theme", minutes: "60", capacity: "30", skipMonths: "8", onBankHoliday: "skip" },
      ...{ announceDaysBefore: "28", reminders: "usual", evaluate: "true", from },
    };
  }

  /** The survey that other series have as their evaluation. */
  #evaluation(all: readonly Series[]): string | undefined {
    return all.find(({ evaluation }) => evaluation !== undefined)?.evaluation;
  }
}
