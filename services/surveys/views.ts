import type { Dimension, Mode, Question } from "./schema.js";

/** What a person sees when asked; the source of the answer card. */
export interface AnswerForm {
  readonly waveId: string;
  readonly title: string;
  readonly purpose: string;
  readonly partnershipName: string;
  readonly mode: Mode;
  /** The promise in plain words: who can see what, and whether the answers can be changed. One or two sentences. */
  readonly promise: string;
  /** "Monday 30 November 2026" */
  readonly closesInWords: string;
  readonly questions: readonly Question[];
  /** What is in the fields now, by field (answers.ts): earlier answers, or what was just typed. */
  readonly values: Readonly<Record<string, string>>;
  /** A sentence by question id for each answer that needs another look. */
  readonly errors: Readonly<Record<string, string>>;
  readonly preview: boolean;
}

/** A survey that a coordinator can start. */
export interface DefinitionLine {
  readonly id: string;
  readonly title: string;
  readonly purpose: string;
  readonly mode: Mode;
  readonly questions: number;
}

export interface Choice {
  readonly value: string;
  readonly title: string;
}

/** The planning form of a wave that isn't a draft yet. */
export interface PlanForm {
  /** The wave that submitting the form plans: the same however often it is sent. */
  readonly waveId: string;
  readonly definition: DefinitionLine;
  readonly cohorts: readonly Choice[];
  readonly partners: readonly Choice[];
  /** What is in the fields now, by field (plan.ts). */
  readonly values: Readonly<Record<string, string>>;
  /** A sentence by field. */
  readonly errors: Readonly<Record<string, string>>;
}

export interface GroupSize {
  readonly dimension: Dimension;
  readonly name: string;
  readonly people: number;
}

/** What a coordinator checks before `Send`. */
export interface WavePreview {
  readonly waveId: string;
  readonly title: string;
  /** Scheduled: it was sent, and opens by itself on its day. */
  readonly status: "draft" | "scheduled";
  readonly audienceInWords: string;
  /** With the time of day, where it opens later. */
  readonly opensInWords: string;
  readonly closesInWords: string;
  /** The opening day is still to come, and `Send` waits for it. */
  readonly opensLater: boolean;
  /** "Thursday 26 November and Monday 30 November", or "none" */
  readonly remindersInWords: string;
  /** Reminders that are planned but would come after the last day. */
  readonly remindersTooLate: number;
  /** Where it opens in quiet hours: from when on people get it, "Monday 30 November 08:00". */
  readonly heldUntilInWords: string | undefined;
  readonly people: number;
  readonly notReachable: number;
  /** Groups that will be counted only in the total. */
  readonly tooSmall: readonly GroupSize[];
  readonly threshold: number;
  readonly questions: number;
  readonly mode: Mode;
  /** As on the answer card. */
  readonly promise: string;
}

export interface GroupProgress {
  readonly name: string;
  readonly invited: number;
  readonly answered: number;
}

/** The coordinator's view of a wave under way. */
export interface WaveProgress {
  readonly waveId: string;
  readonly title: string;
  readonly status: "open" | "closing" | "closed";
  readonly closesInWords: string;
  readonly invited: number;
  readonly notReachable: number;
  readonly pending: number;
  readonly answered: number;
  /** By partner, groups under the threshold gathered in one line "smaller groups together" or left out. */
  readonly byPartner: readonly GroupProgress[];
  readonly remindedOn: string | undefined;
  /** Where people are left in peace just now: until when, "Monday 30 November 08:00". */
  readonly heldUntilInWords: string | undefined;
  /** "Thursday 26 November" */
  readonly nextReminderInWords: string | undefined;
  /** How many a coordinator may still send by hand. */
  readonly remindersLeft: number;
}

/** One bar: an option's title, how many gave it and its share of the base, 0 to 100, rounded to whole per cent. */
export interface Bar {
  readonly title: string;
  readonly count: number;
  readonly percent: number;
}

export type QuestionFigures =
  | { readonly kind: "bars"; readonly base: number; readonly bars: readonly Bar[] }
  /** The mean alone: the least and the greatest would each be one person's answer. */
  | { readonly kind: "number"; readonly base: number; readonly mean: number; readonly unit: string | undefined }
  | {
      readonly kind: "position";
      /** Submissions. */
      readonly base: number;
      readonly bars: readonly Bar[];
      /** Held back where one kind of respondent is too few to be told of. `people` is estimated. */
      readonly respondents:
        | { readonly individuals: number; readonly groups: number; readonly people: number }
        | undefined;
    }
  | { readonly kind: "comments"; readonly base: number }
  /** Fewer answers than the threshold. */
  | { readonly kind: "too-few" };

export interface QuestionResult {
  readonly id: string;
  readonly text: string;
  readonly figures: QuestionFigures;
}

export interface TrendPoint {
  readonly waveTitle: string;
  readonly closedOn: string;
  /** Per cent, whole. */
  readonly percent: number;
  readonly base: number;
}

/** One of the headline's questions over the waves that asked it in the same words. */
export interface QuestionTrend {
  readonly text: string;
  readonly points: readonly TrendPoint[];
}

export interface GroupResult {
  readonly name: string;
  readonly base: number;
  /** The headline figure of the group, per cent, or undefined where too few answered. */
  readonly headlinePercent: number | undefined;
}

/** Results as published at close; every figure obeys the small-group law. */
export interface WaveResults {
  readonly waveId: string;
  readonly title: string;
  readonly mode: Mode;
  readonly closedInWords: string;
  readonly invited: number;
  readonly answered: number;
  readonly threshold: number;
  readonly headline: { readonly label: string; readonly percent: number | undefined; readonly base: number };
  readonly questions: readonly QuestionResult[];
  readonly breakdowns: Readonly<Partial<Record<Dimension, readonly GroupResult[]>>>;
  /** The headline of earlier waves that asked the same, and of this one, oldest first. */
  readonly trend: readonly TrendPoint[];
  readonly questionTrends: readonly QuestionTrend[];
  readonly comments: readonly string[];
  /** True when there were comments, but too few answers to show any. */
  readonly commentsHeldBack: boolean;
}

export interface WaveLine {
  readonly waveId: string;
  readonly title: string;
  readonly status: "draft" | "scheduled" | "open" | "closing" | "closed" | "cancelled";
  /** A draft that was to open by itself on that day: nobody was there to open it in time, or too few were in it. */
  readonly missed: { readonly onInWords: string; readonly why: "late" | "audience" } | undefined;
  readonly opensInWords: string;
  readonly closesInWords: string;
  readonly invited: number;
  readonly answered: number;
}

/** A wave as one of the people asked sees it. */
export interface OwnWaveLine {
  readonly waveId: string;
  readonly title: string;
  readonly closesInWords: string;
  readonly state: "waiting" | "answered" | "closed";
  readonly changeable: boolean;
}

/** What a person is told once their answers are in. */
export interface Thanks {
  /** `already`: they had answered before, and nothing was changed. */
  readonly outcome: "recorded" | "changed" | "already";
  readonly waveId: string;
  readonly title: string;
  readonly mode: Mode;
  readonly changeable: boolean;
  readonly closesInWords: string;
}
