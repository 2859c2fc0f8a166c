import type { LocalDate } from "../../kernel/dates.js";
import type { Reading } from "../schema.js";
import type { SessionTime } from "../views.js";

/** What was typed, by field; and a sentence for each field that needs another look. */
export interface FormState {
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

export interface Choice {
  readonly value: string;
  readonly title: string;
}

/** A series in the list of all. */
export interface SeriesLine {
  readonly id: string;
  readonly title: string;
  readonly shortTitle: string;
  /** When its next session begins; undefined when it has no date in the next two years. */
  readonly next: SessionTime | undefined;
  /** How many occurrences of the next three months have no theme or topic yet. */
  readonly withoutTheme: number;
}

/** One session as a coordinator sees it. */
export interface PlannedSession {
  readonly id: string;
  readonly time: SessionTime;
  readonly calledOff: boolean;
  readonly isOver: boolean;
  /** Names of those who said that they lead it. */
  readonly leads: readonly string[];
  readonly booked: number;
  readonly waiting: number;
  readonly capacity: number;
}

/** `not-stored`: by the rule of the series, and nobody has opened it yet. */
export type OccurrenceState = "not-stored" | "planned" | "announced" | "closed";

/** An occurrence in a list. */
export interface OccurrenceLine {
  readonly id: string;
  readonly series: string;
  readonly shortTitle: string;
  readonly state: OccurrenceState;
  readonly theme: string | undefined;
  readonly sessions: readonly { readonly time: SessionTime; readonly calledOff: boolean }[];
}

/** One series and its year ahead. */
export interface SeriesView extends SeriesLine {
  readonly purpose: string;
  readonly about: "theme" | "topic";
  /** "60 minutes", "12 places", "reminders: …" and so on. */
  readonly facts: readonly { readonly title: string; readonly value: string }[];
  readonly confidential: boolean;
  /** Where it is announced; undefined while nobody has chosen a channel. */
  readonly channel: string | undefined;
  readonly occurrences: readonly OccurrenceLine[];
}

/** One occurrence with all that a coordinator may set. */
export interface OccurrenceView {
  readonly id: string;
  readonly series: string;
  readonly title: string;
  readonly about: "theme" | "topic";
  readonly theme: string | undefined;
  readonly state: OccurrenceState;
  readonly reading: readonly Reading[];
  readonly place: string | undefined;
  readonly sessions: readonly PlannedSession[];
  /** When it is announced by itself, while it is not. */
  readonly announces: Date | undefined;
}

/** Theme, pre-reading and who leads. Fields: `theme`, `title1`, `link1`, …, `leads.a`, … and `others.a`, … */
export interface DetailsForm extends FormState {
  readonly occurrence: string;
  readonly title: string;
  readonly about: "theme" | "topic";
  /** Sessions that are still to come. */
  readonly sessions: readonly { readonly id: string; readonly time: SessionTime }[];
  /** Who may be chosen to lead: person keys. */
  readonly people: readonly Choice[];
  /** When it was made: the answer says it again. */
  readonly shownAt: Date;
}

/** Another time for one session. Fields: `date`, `at`. */
export interface TimeForm extends FormState {
  readonly occurrence: string;
  readonly session: string;
  readonly title: string;
  readonly time: SessionTime;
  readonly booked: number;
  /** The day that is none to meet on, and that is taken when it comes again. */
  readonly confirms: LocalDate | undefined;
}

/** What calling off one session would do. */
export interface CallOffView {
  readonly occurrence: string;
  readonly session: string;
  readonly title: string;
  readonly time: SessionTime;
  readonly booked: number;
  readonly waiting: number;
}

/** A part of a series to be changed, or a new one. Fields: services/sessions/planning/series-fields-rules.ts. */
export interface SeriesForm extends FormState {
  /** Undefined for one that is new. */
  readonly series: string | undefined;
  readonly part: "what" | "when" | "audience" | "rota" | "telling" | undefined;
  readonly title: string;
  readonly every: "month" | "quarter" | "year" | "weeks" | "dates";
  /** How many days of a month it asks for. */
  readonly days: number;
  readonly cohorts: readonly Choice[];
  readonly partners: readonly Choice[];
  /** Those that can be its evaluation. */
  readonly surveys: readonly Choice[];
  /** What its reminders are now, where they are none of the usual plans. */
  readonly ownReminders: string | undefined;
}

/** All series in the twelve months from `firstMonth` on. */
export interface YearView {
  /** `2026-11` */
  readonly firstMonth: string;
  readonly series: readonly { readonly id: string; readonly shortTitle: string }[];
  readonly occurrences: readonly OccurrenceLine[];
}
