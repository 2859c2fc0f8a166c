import type { LocalDate } from "../../kernel/dates.js";
import type { Criterion, Level, Score } from "../schema.js";
import type { FormState, ReportHead } from "../views.js";

/** A criterion and what one reviewer says of it. */
export interface SheetLine {
  readonly title: string;
  readonly score: Score | undefined;
  readonly comment: string;
}

interface SheetPage extends FormState {
  readonly head: ReportHead;
  readonly due: LocalDate | undefined;
  /** From 0 on; the last is the look-over. */
  readonly page: number;
  readonly pages: number;
  readonly scale: readonly Level[];
}

/** Some of the criteria, to be filled in. */
export interface CriteriaPage extends SheetPage {
  readonly kind: "criteria";
  readonly criteria: readonly Criterion[];
}

/** All criteria as they are scored so far, before handing in. */
export interface LookOver extends SheetPage {
  readonly kind: "look-over";
  readonly lines: readonly SheetLine[];
}

/** Their own sheet; nothing of it changes any more. */
export interface HandedIn {
  readonly kind: "handed-in";
  readonly head: ReportHead;
  readonly scale: readonly Level[];
  readonly lines: readonly SheetLine[];
  /** On the report as a whole. */
  readonly comment: string;
  readonly isRevealed: boolean;
}

export type SheetView = CriteriaPage | LookOver | HandedIn;

/** What declaring a conflict means for who declares it. */
export interface ConflictView {
  readonly head: ReportHead;
  /** They score it; a coordinator who does not is only kept from it. */
  readonly scores: boolean;
  readonly isRevealed: boolean;
}
