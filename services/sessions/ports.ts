import type { RowChange } from "../kernel/changed.js";
import type { LocalDate } from "../kernel/dates.js";
import type { Evaluation } from "../surveys/evaluations.js";
import type { Occurrence, Series } from "./schema.js";

/** What a change makes of an occurrence, and what it tells its caller. Without `next` the occurrence stays as it is. */
export type Changed<Result> = RowChange<Occurrence, Result>;

export interface OccurrenceStore {
  find(id: string): Promise<Occurrence | undefined>;
  /** False when there is one of that id. */
  add(occurrence: Occurrence): Promise<boolean>;
  /**
   * Applies a pure rule to the occurrence as it is; again, on the fresh one, where somebody was faster. Changes that
   * arrive together share one write, in the order of their arrival. Since an answer from storage can be lost, a rule
   * may meet its own change: it must then change nothing more and give the same result. What the rule throws is thrown
   * to its caller alone. Throws ExpectedError("not-found") where there is none, "busy" after many tries.
   */
  change<Result>(id: string, rule: (occurrence: Occurrence) => Changed<Result>): Promise<Result>;
  /** Removes it if it is then as `when` wants it; false where it is not, or is not there. */
  remove(id: string, when: (occurrence: Occurrence) => boolean): Promise<boolean>;
  /** Those whose slot is from `from` to `through`, both included, in order of slot. */
  between(from: LocalDate, through: LocalDate): Promise<Occurrence[]>;
  /** In order of slot, page by page. */
  all(): AsyncIterable<Occurrence>;
}

/** Series that coordinators changed in chat, or added: each stands in the place of the file of that id. */
export interface SeriesStore {
  all(): Promise<Series[]>;
  save(series: Series): Promise<void>;
}

/** Where the posts of a series go: services/channels. */
export interface SessionChannels {
  /** By a series' short title in lower case; undefined when nobody chose one. */
  find(name: string): Promise<{ readonly title: string } | undefined>;
}

/** A survey that can be a series' evaluation. */
export interface SurveyOffer {
  readonly id: string;
  readonly title: string;
}

/** Surveys of people who are named one by one: services/surveys. */
export interface Evaluations {
  /**
   * Sends the survey to these people; the same id again changes nothing. `too-few`: so few people that their answers
   * could not be kept apart. `forget`: who was asked is forgotten when it closes.
   */
  ask(evaluation: Evaluation): Promise<"asked" | "too-few" | "no-such-survey">;
}
