import type { LocalDate } from "../../kernel/dates.js";
import type { Outcome, PanelRules, STATUSES, Stage, Why } from "../schema.js";
import type { FrameMistake } from "./frame-rules.js";

/** What was typed, by input id, and a sentence by field that needs another look. */
export interface FormState {
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

/** Title, dates and, before the sample is drawn, how many score a report. */
export interface DetailsForm extends FormState {
  readonly round: string;
  /** The round's as it is; undefined for a new one. */
  readonly title: string | undefined;
  readonly isFrozen: boolean;
}

export interface FrameForm {
  readonly round: string;
  readonly title: string;
  /** Reports that are there already. */
  readonly reports: number;
  /** What was pasted, where it was refused; "" where it is too long to come back. */
  readonly pasted: string;
  readonly isTooLong: boolean;
  readonly programmes: readonly string[];
  readonly mistakes: readonly FrameMistake[];
}

interface Choice {
  readonly value: string;
  readonly title: string;
}

export interface MembersForm extends FormState {
  readonly round: string;
  readonly title: string;
  readonly status: RoundView["status"];
  readonly people: readonly Choice[];
}

/** A report that is added by hand. */
export interface LateForm extends FormState {
  readonly round: string;
  readonly title: string;
  readonly agencies: readonly Choice[];
  readonly programmes: readonly Choice[];
}

/** A report as cards name it. */
export interface ReportName {
  readonly no: number;
  readonly reference: string;
}

/** Why reports can't be given to as many reviewers as they need, and what would help. */
export interface ProblemLine {
  readonly why: "own-agency" | "conflicts" | "too-few-members";
  /** Names of the agencies whose people can't review these. */
  readonly agencies: readonly string[];
  readonly reports: readonly ReportName[];
  /** How many more members would do. */
  readonly missing: number;
}

/**
 * A round as one coordinator sees it: reports that they are kept from are in no list and in no count. Nothing here is by
 * member, by report or by time.
 */
export interface RoundView {
  readonly round: string;
  readonly title: string;
  readonly status: (typeof STATUSES)[number];
  readonly scoresDue: LocalDate | undefined;
  readonly meetingOn: LocalDate | undefined;
  /** In the frame. */
  readonly reports: number;
  /** That are reviewed, of the sample and late ones. */
  readonly reviewed: number;
  readonly members: number;
  /** How many score a report. */
  readonly reviewers: number;
  /** Names of members who left the partnership or the panel. */
  readonly gone: readonly string[];
  readonly problems: readonly ProblemLine[];
  /** Reports whose reviewers are all of one agency, since it could not be otherwise. */
  readonly ofOneAgency: number;
  readonly sheets: { readonly in: number; readonly of: number };
}

export interface SampleLine extends ReportName {
  readonly stage: Stage;
  /** The programme's title. */
  readonly programme: string;
  /** The agency's name. */
  readonly agency: string;
  readonly why: Why;
  /** Why it was added by hand. */
  readonly reason: string | undefined;
}

/** The record of the draw. */
export interface SampleView {
  readonly round: string;
  readonly title: string;
  readonly drawnOn: LocalDate;
  readonly algorithm: string;
  readonly seed: string;
  /** SHA-256 of the frame, hex. */
  readonly frame: string;
  /** The frame that is kept has that sum. */
  readonly isFrameAsDrawn: boolean;
  readonly rule: PanelRules["sample"];
  /** In the frame, without late ones. */
  readonly reports: Readonly<Record<Outcome, number>>;
  readonly whys: Readonly<Record<Why, number>>;
  readonly stages: Readonly<Record<Stage, number>>;
  readonly programmes: readonly { readonly title: string; readonly count: number }[];
  readonly lines: readonly SampleLine[];
  /** Late reports can still be added. */
  readonly takesLate: boolean;
}

/** What is not finished when a round is to be closed. */
export interface CloseView {
  readonly round: string;
  readonly title: string;
  readonly sheetsMissing: number;
  readonly notRevealed: number;
  readonly notAgreed: number;
  readonly feedbackNotSent: number;
}

/** Reports that a member has still to score in a round. */
export interface OpenReports {
  readonly round: string;
  readonly title: string;
  readonly scoresDue: LocalDate | undefined;
  readonly reports: readonly ReportName[];
}
