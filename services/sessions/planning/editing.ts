import { addDays, dateOf } from "../../kernel/dates.js";
import { quietHoursOf } from "../../partnership/quiet-hours.js";
import { type Person, personKey } from "../../people/schema.js";
import { allSeries, type SessionsContext } from "../context.js";
import { peopleByEmail } from "../rota/facilitators.js";
import type { Series } from "../schema.js";
import type { Keeping } from "./keeping.js";
import type { Overview } from "./overview.js";
import { daysAsked, type Every, NO_SURVEY, type Part, reminderPlan, seriesValues } from "./series-fields-rules.js";
import { readSeriesForm, type SeriesRead } from "./series-form-rules.js";
import type { FormState, SeriesForm } from "./views.js";
import { remindersInWords } from "./words.js";

/** What coordinators make of a series in chat, part by part, or add: what is not announced yet follows. */
export class Editing {
  constructor(
    private readonly context: SessionsContext,
    private readonly overview: Overview,
    private readonly keeping: Keeping,
  ) {}

  /** The form of one part; `every` for another rhythm than the series has. */
  async form(seriesId: string, part: Part, every?: Every): Promise<SeriesForm> {
    const before = await this.overview.series(seriesId);
    const chosen = every ?? before.recurrence.every;
    return this.#form(before, part, chosen, { values: seriesValues(before), errors: {} });
  }

  /** The first form of a new series. */
  async newForm(every: Every): Promise<SeriesForm> {
    return this.#form(undefined, undefined, every, { values: await this.#fresh(), errors: {} });
  }

  /** Changes one part; or gives the form back with a sentence at each field that needs another look. */
  async save(
    seriesId: string,
    part: Part,
    every: Every | undefined,
    typed: unknown,
    by: Person,
  ): Promise<SeriesForm | undefined> {
    const before = await this.overview.series(seriesId);
    const chosen = every ?? before.recurrence.every;
    const read = await this.#read(before, part, chosen, typed);
    if (!read.ok) return this.#form(before, part, chosen, read);
    await this.#keep(read.series, "series.changed", by, part);
    return undefined;
  }

  /** The id of the new series; or the form like {@link save}. */
  async add(every: Every, typed: unknown, by: Person): Promise<SeriesForm | string> {
    const read = await this.#read(undefined, undefined, every, typed);
    if (!read.ok) return this.#form(undefined, undefined, every, read);
    await this.#keep(read.series, "series.added", by, every);
    return read.series.id;
  }

  async #read(before: Series | undefined, part: Part | undefined, every: Every, typed: unknown): Promise<SeriesRead> {
    const { partnership, clock, surveys } = this.context;
    const all = await allSeries(this.context);
    const people = await peopleByEmail(this.context);
    return readSeriesForm(typed, {
      ...{ before, part, every, others: all.filter(({ id }) => id !== before?.id) },
      cohorts: partnership.cohorts.map(({ id }) => id),
      partners: partnership.partners.map(({ id }) => id),
      surveys: surveys.map(({ id }) => id),
      emails: new Map([...people].map(([lowerCase, { email }]) => [lowerCase, email])),
      ...{ calendar: quietHoursOf(partnership).calendar, today: dateOf(clock.now()) },
    });
  }

  async #keep(series: Series, event: "series.changed" | "series.added", by: Person, what: Part | Every): Promise<void> {
    const { clock, changedSeries, audit } = this.context;
    await changedSeries.save(series);
    await this.keeping.keepSeries(series, clock.now());
    const details = event === "series.changed" ? { part: what } : { every: what };
    await audit.record({ subject: `series:${series.id}`, event, by: personKey(by), details });
  }

  #form(before: Series | undefined, part: Part | undefined, every: Every, { values, errors }: FormState): SeriesForm {
    const { partnership, surveys } = this.context;
    return {
      ...{ series: before?.id, part, title: before?.title ?? "A new series", every, values, errors },
      days: daysAsked(before),
      cohorts: partnership.cohorts.map(({ id, title }) => ({ value: id, title })),
      partners: partnership.partners.map(({ id, name }) => ({ value: id, title: name })),
      surveys: surveys.map(({ id, title }) => ({ value: id, title })),
      ownReminders: before && reminderPlan(before) === "own" ? remindersInWords(before.reminders) : undefined,
    };
  }

  async #fresh(): Promise<Record<string, string>> {
    const { evaluation = NO_SURVEY } =
      (await allSeries(this.context)).find((one) => one.evaluation !== undefined) ?? {};
    const from = addDays(dateOf(this.context.clock.now()), 28);
    return {
      ...{ about: "theme", minutes: "60", capacity: "30", skipMonths: "8", onBankHoliday: "skip" },
      ...{ announceDaysBefore: "28", reminders: "usual", evaluation, from },
    };
  }
}
