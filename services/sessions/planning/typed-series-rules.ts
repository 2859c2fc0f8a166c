import { severalOf, textOf } from "../../kernel/typed.js";
import { type Series, USUAL_REMINDERS } from "../schema.js";
import { emailsIn } from "./emails-rules.js";
import { daysAsked, type Every, NO_SURVEY, type Part } from "./series-fields-rules.js";

/** What was typed, by field. */
export type Values = Readonly<Record<string, string>>;

/** What the members of a series that a form asks for depend on besides. */
export interface Basis {
  readonly before: Series | undefined;
  readonly every: Every;
  /** Emails as people have them, by lower-case email. */
  readonly emails: ReadonlyMap<string, string>;
}

/** The members of a series that a part asks for, not yet checked; what is undefined is not there. */
export function typedMembers(part: Part, values: Values, basis: Basis): Record<string, unknown> {
  const text = (field: string) => textOf(values, field);
  const optional = (field: string) => text(field) || undefined;
  const several = (field: string) => severalOf(values, field);
  switch (part) {
    case "what":
      return {
        ...{ title: text("title"), purpose: text("purpose"), about: text("about") || "theme" },
        ...{ place: optional("place"), joinLink: optional("joinLink"), capacity: count(text("capacity")) },
      };
    case "when":
      return {
        ...{ recurrence: typedRecurrence(values, basis), minutes: count(text("minutes")) },
        skipMonths: several("skipMonths").map(count),
        skipWeeks: piecesOf(text("skipWeeks")).flatMap((piece) => weeksIn(piece) ?? []),
        onBankHoliday: text("onBankHoliday"),
      };
    case "audience": {
      const lists = ["cohorts", "partners", "roles", "sides"].map((list) => [list, several(list)]);
      return { audience: Object.fromEntries(lists) };
    }
    case "rota":
      return { rota: typedRota(values, basis) };
    case "telling":
      return {
        announceDaysBefore: count(text("announceDaysBefore")),
        reminders: typedReminders(values, basis.before),
        evaluation: text("evaluation") === NO_SURVEY ? undefined : text("evaluation"),
      };
  }
}

function typedRecurrence(values: Values, { every, before }: Basis): Record<string, unknown> {
  const text = (field: string) => textOf(values, field);
  if (every === "weeks") return { every, weeks: count(text("weeks")), from: text("from"), at: text("at") };
  if (every === "dates") return { every, dates: [...new Set(text("dates").match(DATE) ?? [])].sort(), at: text("at") };
  const days = Array.from({ length: daysAsked(before) }, (_, index) => index + 1)
    .filter((n) => n === 1 || !["", "none"].includes(text(`nth${n}`)))
    .map((n) => ({
      ...{ nth: text(`nth${n}`) === "last" ? "last" : count(text(`nth${n}`)) },
      ...{ weekday: text(`weekday${n}`), at: text(`at${n}`) },
    }));
  if (every === "quarter") return { every, firstMonth: count(text("firstMonth")), days };
  return every === "year" ? { every, month: count(text("month")), days } : { every, days };
}

const DATE = /\d{4}-\d\d-\d\d/g;

/** Whether a list of dates holds something else. */
export function holdsMoreThanDates(dates: string): boolean {
  return /[\p{L}\p{N}]/u.test(dates.replace(DATE, ""));
}

/** What stands between commas or semicolons. */
export function piecesOf(text: string): string[] {
  return text
    .split(/[,;]/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== "");
}

/** "2026-12-21 to 2027-01-04", or one day; undefined for anything else. Whether these are days is not checked. */
export function weeksIn(piece: string): { readonly from: string; readonly to: string } | undefined {
  const found = /^(\d{4}-\d\d-\d\d)(?:\s*(?:to|until|–|-)\s*(\d{4}-\d\d-\d\d))?$/i.exec(piece);
  const from = found?.[1];
  return from === undefined ? undefined : { from, to: found?.[2] ?? from };
}

/** An empty list of facilitators is no rota, whatever the numbers beside it say. */
function typedRota(values: Values, { emails }: Basis): unknown {
  const facilitators = emailsIn(values, "facilitators").map((email) => emails.get(email.toLowerCase()) ?? email);
  if (facilitators.length === 0) return undefined;
  return {
    facilitators: [...new Set(facilitators)],
    perSession: count(textOf(values, "perSession")),
    askWeeksBefore: count(textOf(values, "askWeeksBefore")),
    answerWithinDays: count(textOf(values, "answerWithinDays")),
  };
}

function typedReminders(values: Values, before: Series | undefined): unknown {
  switch (textOf(values, "reminders")) {
    case "usual":
      return [...USUAL_REMINDERS];
    case "none":
      return [];
    case "days":
      return [
        { kind: "ways-out", daysBefore: count(textOf(values, "reminderDays")) },
        { kind: "join", minutesBefore: 60 },
      ];
    case "own":
      return before?.reminders;
    default:
      return "not chosen";
  }
}

function count(text: string): number {
  return /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
}
