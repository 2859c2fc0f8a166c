import { dateOf, dayAndMonth, type LocalDate } from "../../kernel/dates.js";
import type { Booking, Occurrence, Session } from "../schema.js";
import { endOf, inOrder, startOf } from "../times-rules.js";
import type { AttendanceRow, BusinessYear, Counts, MissingSession, SeriesRow } from "./views.js";

/** A session that is over, with its bookings. */
export interface Meeting {
  readonly occurrence: Occurrence;
  readonly session: Session;
  readonly bookings: readonly Booking[];
}

/** The business year of a day, April to March, by the calendar year in which it begins. */
export function yearOf(date: LocalDate): number {
  const [year = 0, month = 0] = date.split("-").map(Number);
  return month >= 4 ? year : year - 1;
}

/** `year`: the calendar year in which it begins. */
export function businessYear(year: number): BusinessYear {
  return { year, title: `${year}-${String((year + 1) % 100).padStart(2, "0")}` };
}

/** From its first day to its last. */
export function daysOf(year: number): { readonly from: LocalDate; readonly through: LocalDate } {
  return { from: `${year}-04-01`, through: `${year + 1}-03-31` };
}

/**
 * Sessions of that business year that are over at `now`, by the day on which they were held. `counted` are those in
 * which every booking has its end; with a part of the ends, those who pressed `I came` would count and others not yet.
 */
export function meetingsOf(
  occurrences: readonly Occurrence[],
  year: number,
  now: Date,
): { readonly counted: Meeting[]; readonly open: Meeting[] } {
  const meetings = occurrences
    .flatMap((occurrence) => occurrence.sessions.map((session) => meetingOf(occurrence, session)))
    .filter(({ session, bookings }) => yearOf(session.date) === year && endOf(session) <= now && bookings.length > 0)
    .sort((one, other) => startOf(one.session).getTime() - startOf(other.session).getTime());
  const isCounted = ({ bookings }: Meeting) => bookings.every(({ end }) => end !== undefined);
  return { counted: meetings.filter(isCounted), open: meetings.filter((meeting) => !isCounted(meeting)) };
}

/** Sessions that nobody has settled; of confidential series too, since it tells of nobody. */
export function missingOf(open: readonly Meeting[]): MissingSession[] {
  return open.map(({ occurrence, session }) => ({
    title: occurrence.series.title,
    time: { start: startOf(session), end: endOf(session) },
  }));
}

/**
 * How bookings ended, by the partnership's definitions (progress report 2021-22: of 1,382 bookings 796 attended, 57.6%;
 * 31.5% no-shows, 8.6% cancelled, 2.3% other). Each booking counts once; somebody who cancelled and booked again made
 * two. Bookings without an end are left out.
 */
export function countsOf(bookings: readonly Booking[]): Counts {
  const ended = bookings.filter(({ end }) => end !== undefined);
  const count = (end: Booking["end"]) => ended.filter((booking) => booking.end === end).length;
  return {
    bookings: ended.length,
    attended: count("attended"),
    cancelled: count("cancelled"),
    noShow: count("no-show"),
    other: count("other"),
  };
}

/** A line of the yearly table. Not attended is cancelled, no-show and other together. */
export function rowOf(name: string, bookings: readonly Booking[]): AttendanceRow {
  const counts = countsOf(bookings);
  const notAttended = counts.bookings - counts.attended;
  const of = (part: number) => percentOf(part, counts.bookings);
  const percent = {
    attended: of(counts.attended),
    notAttended: of(notAttended),
    cancelled: of(counts.cancelled),
    noShow: of(counts.noShow),
    other: of(counts.other),
  };
  return { name, counts, notAttended, percent };
}

/** With one decimal; of nothing it is 0. */
export function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((1000 * part) / whole) / 10;
}

/** A line a series, by name. */
export function bySeries(meetings: readonly Meeting[]): SeriesRow[] {
  return rowsBy(meetings, ({ occurrence }) => occurrence.series.id)
    .map(([series, those]) => ({ series, ...rowOf(those.at(-1)?.occurrence.series.title ?? "", bookingsOf(those)) }))
    .sort((one, other) => one.name.localeCompare(other.name, "en-GB"));
}

/** A line an occurrence, in order of time: "8 December: Critical reading". */
export function byMeeting(meetings: readonly Meeting[]): SeriesRow[] {
  return rowsBy(meetings, ({ occurrence }) => occurrence.id).map(([, those]) => {
    const { occurrence } = those[0] as Meeting;
    return { series: occurrence.series.id, ...rowOf(nameOf(occurrence), bookingsOf(those)) };
  });
}

/** A line a month in which there were sessions, in order of time: "December 2026". */
export function byMonth(meetings: readonly Meeting[]): AttendanceRow[] {
  const months = rowsBy(meetings, ({ session }) => session.date.slice(0, 7));
  return months.map(([month, those]) => rowOf(MONTH.format(new Date(`${month}-01T00:00:00Z`)), bookingsOf(those)));
}

export function bookingsOf(meetings: readonly Meeting[]): Booking[] {
  return meetings.flatMap(({ bookings }) => bookings);
}

const MONTH = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

function nameOf({ sessions, theme }: Occurrence): string {
  const [first, ...others] = inOrder(sessions).map((session) => dayAndMonth(dateOf(startOf(session))));
  const days = others.length === 0 ? `${first}` : `${first} and ${others.at(-1)}`;
  return theme === undefined ? days : `${days}: ${theme}`;
}

function meetingOf(occurrence: Occurrence, session: Session): Meeting {
  return { occurrence, session, bookings: occurrence.bookings.filter((one) => one.session === session.id) };
}

/** In the order of the first meeting of each. */
function rowsBy(meetings: readonly Meeting[], keyOf: (meeting: Meeting) => string): [string, Meeting[]][] {
  const groups = new Map<string, Meeting[]>();
  for (const meeting of meetings) {
    const key = keyOf(meeting);
    groups.set(key, [...(groups.get(key) ?? []), meeting]);
  }
  return [...groups];
}
