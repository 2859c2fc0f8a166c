import type { FileRequest } from "../../files/ports.js";
import { addDays, dateOf, type LocalDate } from "../../kernel/dates.js";
import { type Person, personKey } from "../../people/schema.js";
import { can } from "../../permissions.js";
import { XLSX } from "../../reports/workbook.js";
import { allSeries, meetingBetween, type SessionsContext } from "../context.js";
import { isAhead } from "../planning/occurrence-rules.js";
import type { Occurrence } from "../schema.js";
import { FURTHEST_AHEAD_DAYS } from "../times-rules.js";
import { ownLines } from "./own-rules.js";
import { byPartner, confidentialRow } from "./privacy-rules.js";
import {
  bookingsOf,
  businessYear,
  byMeeting,
  byMonth,
  bySeries,
  daysOf,
  meetingsOf,
  missingOf,
  rowOf,
  yearOf,
} from "./report-rules.js";
import type { BusinessYear, ConfidentialRow, OwnRecord, YearReport } from "./views.js";
import { wordingReport } from "./wording-rules.js";
import { workbook } from "./workbook.js";

const FILE_KIND = "sessions-report";

/** What works: bookings and attendance, and what wordings do. */
export class Reporting {
  constructor(private readonly context: SessionsContext) {
    context.files.register(FILE_KIND, (request) => this.#workbook(request));
  }

  /** Business years that there is something of, newest first; always the present one. */
  async years(): Promise<BusinessYear[]> {
    const present = this.#presentYear();
    const first = Math.min(present, await this.#firstYear());
    return Array.from({ length: present - first + 1 }, (_, back) => businessYear(present - back));
  }

  /** All tables of a business year, by the calendar year in which it begins; the present one where it isn't said. */
  async report(year: number = this.#presentYear()): Promise<YearReport> {
    const { thresholds, partners, reminderWordings } = this.context.partnership;
    const occurrences = await this.#around(year);
    const { counted, open } = meetingsOf(occurrences, year, this.context.clock.now());
    const meetings = counted.filter(({ occurrence }) => !occurrence.series.confidential);
    const bookings = bookingsOf(meetings);
    const names = new Map(partners.map(({ id, name }) => [id, name]));
    return {
      year: businessYear(year),
      total: rowOf("All series", bookings),
      bySeries: bySeries(meetings),
      confidential: await this.#confidential(occurrences, year),
      byMonth: byMonth(meetings),
      byPartner: byPartner(meetings, names, thresholds.group),
      byMeeting: byMeeting(meetings),
      wordings: wordingReport(bookings, reminderWordings),
      missing: missingOf(open),
      threshold: thresholds.group,
    };
  }

  /** The token of a link to the year's tables as a workbook; for coordinators, at the moment of fetching too. */
  async export(person: Person, year: number = this.#presentYear()): Promise<{ token: string; year: BusinessYear }> {
    const exported = businessYear(year);
    const file = { fileName: `attendance-${exported.title}.xlsx`, contentType: XLSX };
    const token = await this.context.files.issue({ kind: FILE_KIND, subject: `${year}`, person, ...file });
    return { token, year: exported };
  }

  /** What a person booked and came to, as far as it is kept. */
  async own(person: Person): Promise<OwnRecord> {
    const { bookings: daysKept } = this.context.partnership.retention;
    const today = dateOf(this.context.clock.now());
    const through = addDays(today, FURTHEST_AHEAD_DAYS);
    const occurrences = await meetingBetween(this.context, addDays(today, -daysKept), through);
    const lines = ownLines(occurrences, personKey(person));
    return { lines, attended: lines.filter(({ state }) => state === "attended").length, daysKept };
  }

  async #workbook({ person, subject }: FileRequest): Promise<Uint8Array | undefined> {
    const known = await this.context.people.find(person);
    if (!known || !can(known, "sessions.report")) return undefined;
    return workbook(await this.report(Number(subject)));
  }

  /**
   * By slot, so that a meeting that is moved counts once; and by what was promised when it was announced, whatever the
   * series has become since. A line too for those of which nothing can be told yet.
   */
  async #confidential(occurrences: readonly Occurrence[], year: number): Promise<ConfidentialRow[]> {
    const those = occurrences.filter(({ series, slot }) => series.confidential && yearOf(slot) === year);
    const series = [...(await allSeries(this.context)), ...those.map((occurrence) => occurrence.series)];
    const titles = new Map(series.filter(({ confidential }) => confidential).map(({ id, title }) => [id, title]));
    const { group } = this.context.partnership.thresholds;
    const now = this.context.clock.now();
    return [...titles].map(([id, title]) => {
      const held = those.filter((occurrence) => occurrence.series.id === id && !isDropped(occurrence, now));
      return confidentialRow(title, held, group);
    });
  }

  #around(year: number): Promise<Occurrence[]> {
    const { from, through } = daysOf(year);
    return meetingBetween(this.context, from, through);
  }

  #presentYear(): number {
    return yearOf(this.#today());
  }

  #today(): LocalDate {
    return dateOf(this.context.clock.now());
  }

  async #firstYear(): Promise<number> {
    for await (const { slot } of this.context.occurrences.all()) return yearOf(slot);
    return this.#presentYear();
  }
}

/** Called off, or over, before it was announced: it never closes, and there is nothing in it to wait for. */
function isDropped(occurrence: Occurrence, now: Date): boolean {
  return occurrence.status === "planned" && !isAhead(occurrence, now);
}
