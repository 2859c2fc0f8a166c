import { dateOf, inWords, momentInWords } from "../../services/kernel/dates.js";
import type {
  CallOffView,
  OccurrenceLine,
  OccurrenceState,
  OccurrenceView,
  PlannedSession,
  SeriesLine,
  SeriesView,
  YearView,
} from "../../services/sessions/planning/views.js";
import { grave, main } from "../buttons.js";
import type { Card } from "../card.js";
import { render } from "../render.js";
import { plain } from "../text.js";
import { button, submit } from "./buttons.js";
import { inDays, shortly, whenInWords } from "./words.js";
import { monthsFrom, yearImage } from "./year-image.js";

/** Occurrences on one card; weekly series have more in a year. */
const ON_ONE_CARD = 14;
const MONTHS_ON_ONE_CARD = 6;
/** Of a choice: the rest says nothing on a phone. */
const LONGEST_CHOICE = 60;

/** All series: where each stands, and the way to plan it. */
export function seriesListCard(series: readonly SeriesLine[], now: Date): Card {
  const [first] = series;
  return render("sessions/plan", {
    title: "Plan sessions",
    intro: first ? "Every series, and its next session." : "There is no series yet. Add the first one.",
    series: series.map((line) => ({
      title: line.title,
      next: line.next ? `Next: ${whenInWords(line.next)}, ${inDays(line.next, now)}` : "",
      problem: line.next ? "" : "No date in the next two years. Open it and change when it meets.",
      note: missing(line.withoutTheme),
    })),
    choices: series.map(({ id, title }) => ({ title, value: id })),
    chosen: first?.id ?? null,
    actions: [
      ...(first
        ? [main(submit("Open", "one-series")), button("The year ahead", "year"), button("Who leads?", "gaps")]
        : []),
      button("Add a series", "rhythm"),
      button("Back", "list"),
    ],
    speak: `Plan sessions: ${series.length} series.`,
  });
}

function missing(count: number): string {
  if (count === 0) return "";
  return `${count} in the next three months ${count === 1 ? "has" : "have"} no theme or topic yet`;
}

/** One series and its year ahead; `done` says what has just been done. */
export function seriesCard(view: SeriesView, from = 0, done = ""): Card {
  const start = from < view.occurrences.length ? from : 0;
  const shown = view.occurrences.slice(start, start + ON_ONE_CARD);
  const next = start + ON_ONE_CARD < view.occurrences.length ? start + ON_ONE_CARD : undefined;
  const data = { series: view.id };
  return render("sessions/series", {
    ...{ title: view.title, purpose: view.purpose, done, facts: [...view.facts, channelFact(view)] },
    confidential: view.confidential ? "Confidential: only who leads and coordinators see who comes." : "",
    problem: view.next ? "" : "It has no date in the next two years. Press Edit and change when it meets.",
    occurrences: shown.map((one) => ({
      when: datesInWords(one),
      what: `${themeOf(one, view.about)} (${STATES[one.state]})`,
    })),
    choices: shown.map((one) => ({ title: plain(titleOf(one), LONGEST_CHOICE), value: one.id })),
    chosen: shown[0]?.id ?? null,
    actions: [
      ...(shown.length > 0 ? [main(submit("Open", "occurrence"))] : []),
      ...(next === undefined ? [] : [button("Show more", "one-series", { ...data, from: `${next}` })]),
      button("Edit", "edit", data),
      button("Change the rhythm", "rhythm", data),
      button("Back", "series"),
    ],
    speak: `${view.title}: ${view.occurrences.length} in the year ahead.`,
  });
}

function channelFact({ channel, shortTitle }: SeriesView): { title: string; value: string } {
  const value = channel ?? `none yet: in its channel, mention me and say “use this channel for ${shortTitle}”`;
  return { title: "Channel", value };
}

const STATES: Readonly<Record<OccurrenceState, string>> = {
  "not-stored": "not opened yet",
  planned: "not announced yet",
  announced: "announced",
  closed: "over",
};

/** "Tue 8 Dec, 12:30 and Thu 10 Dec, 16:00" */
function datesInWords({ sessions }: OccurrenceLine): string {
  return sessions
    .map(({ time, calledOff }) => (calledOff ? `${shortly(time)} (called off)` : shortly(time)))
    .join(" and ");
}

function titleOf(one: OccurrenceLine): string {
  return one.theme === undefined ? datesInWords(one) : `${datesInWords(one)}: ${one.theme}`;
}

function themeOf({ theme }: { readonly theme: string | undefined }, about: "theme" | "topic"): string {
  return theme ?? `No ${about} yet`;
}

/** One occurrence with what a coordinator may do about it; `done` says what has just been done. */
export function plannedOccurrenceCard(view: OccurrenceView, now: Date, done = ""): Card {
  const data = { occurrence: view.id };
  const open = view.state === "closed" ? [] : view.sessions.filter((one) => !one.calledOff && !one.isOver);
  const [only] = open;
  const ofSession = open.length === 1 && only ? { ...data, session: only.id } : data;
  return render("sessions/plan-occurrence", {
    ...{ eyebrow: view.title, title: themeOf(view, view.about), done, place: view.place ?? "" },
    status: view.announces ? `Is announced by itself on ${momentInWords(view.announces)}` : STATUS[view.state],
    sessions: view.sessions.map((one) => ({
      when: one.calledOff
        ? `${whenInWords(one.time)}: called off`
        : `${whenInWords(one.time)}, ${inDays(one.time, now)}`,
      leads: one.leads.length === 0 ? "Nobody leads it yet" : `Led by ${one.leads.join(" and ")}`,
      counts: countsInWords(one),
    })),
    reading: view.reading.map(({ title, link }) => ({ title, link })),
    choices: open.length > 1 ? open.map((one) => ({ title: whenInWords(one.time), value: one.id })) : [],
    chosen: only?.id ?? null,
    actions: [
      ...(view.state === "closed" ? [] : [main(button(detailsTitle(view.about), "details", data))]),
      ...(only ? [submit("Move", "reschedule", ofSession), submit("Call off", "call-off", ofSession)] : []),
      ...(view.announces ? [button("Announce now", "announce-now", data)] : []),
      button("Back", "one-series", { series: view.series }),
    ],
    speak: `${view.title}: ${themeOf(view, view.about)}.`,
  });
}

const STATUS: Readonly<Record<OccurrenceState, string>> = {
  "not-stored": "Planned",
  planned: "Not announced",
  announced: "Announced: it can be booked",
  closed: "Over and settled",
};

function detailsTitle(about: "theme" | "topic"): string {
  return about === "theme" ? "Theme and who leads" : "Topic and who leads";
}

function countsInWords({ booked, waiting, capacity }: PlannedSession): string {
  const places = `${booked} of ${capacity} places booked`;
  return waiting === 0 ? places : `${places}, ${waiting} waiting`;
}

/** The last look before a session is called off. */
export function callOffCard({ occurrence, session, title, time, booked, waiting }: CallOffView): Card {
  return render("sessions/call-off", {
    ...{ eyebrow: title, when: whenInWords(time) },
    what:
      booked + waiting === 0
        ? "Nobody has booked it."
        : `${booked} booked and ${waiting} waiting: I tell them, and take it out of their calendars.`,
    actions: [
      grave(button("Call it off", "call-off-confirm", { occurrence, session })),
      button("Back", "occurrence", { occurrence }),
    ],
    speak: `Call off ${title} on ${whenInWords(time)}?`,
  });
}

/** All series in twelve months: as a picture, and half a year at a time as a list. */
export function yearCard(view: YearView, from = 0): Card {
  const months = monthsFrom(view.firstMonth);
  const start = from < months.length ? from : 0;
  const rest =
    start === 0
      ? button("The next six months", "year", { from: `${MONTHS_ON_ONE_CARD}` })
      : button("The first six months", "year");
  return render("sessions/year", {
    title: "The year ahead",
    picture: yearImage(view),
    altText: view.series.map(({ id, shortTitle }) => `${shortTitle}: ${sessionsInWords(view, id)}`).join(". "),
    rows: view.series.map(({ shortTitle }, index) => ({ title: `Row ${index + 1}`, value: shortTitle })),
    months: months.slice(start, start + MONTHS_ON_ONE_CARD).map((month) => ({
      title: monthInWords(month),
      lines: linesOf(view, month),
    })),
    actions: [rest, button("Back", "series")],
    speak: `The year ahead: ${view.occurrences.length} times of ${view.series.length} series.`,
  });
}

function sessionsInWords({ occurrences }: YearView, id: string): string {
  const dates = occurrences.filter(({ series }) => series === id).flatMap(({ sessions }) => sessions);
  const months = [...new Set(dates.map(({ time }) => monthInWords(dateOf(time.start).slice(0, 7))))];
  if (dates.length === 0) return "no session";
  return `${dates.length} ${dates.length === 1 ? "session" : "sessions"}, in ${months.join(", ")}`;
}

/** By session, in the order of time: a month's two sessions stand where they are. */
function linesOf({ occurrences }: YearView, month: string): { text: string }[] {
  const sessions = occurrences.flatMap((one) => one.sessions.map((session) => ({ ...session, one })));
  const lines = sessions
    .filter(({ time }) => dateOf(time.start).startsWith(month))
    .sort((a, b) => a.time.start.getTime() - b.time.start.getTime())
    .map(({ time, calledOff, one }) => {
      const theme = one.theme === undefined ? "" : `: ${one.theme}`;
      return {
        text: `${shortly(time)} ${one.shortTitle}${plain(theme, LONGEST_CHOICE)}${calledOff ? " (called off)" : ""}`,
      };
    });
  return lines.length === 0 ? [{ text: "Nothing" }] : lines;
}

/** "November 2026" */
function monthInWords(month: string): string {
  return inWords(`${month}-01`).split(" ").slice(2).join(" ");
}
