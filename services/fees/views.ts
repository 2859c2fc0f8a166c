import type { LocalDate } from "../kernel/dates.js";
import type { PlannedFee } from "./plan-rules.js";
import type { Answer, Asked, Entry, MoneyEntry, Standing } from "./schema.js";
import type { Figures } from "./state-rules.js";

/** What was typed, and a sentence at each field that needs another look. */
export interface Form {
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

/** All of fees, for coordinators: the round of a year, the newest unless another was asked for. */
export interface FeesView {
  readonly round: RoundView | undefined;
  /** Years that can be started now. */
  readonly startable: readonly string[];
  /** Years of rounds that are there, newest first. */
  readonly years: readonly string[];
}

export interface RoundView extends Figures {
  readonly year: string;
  readonly sentOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly forecastPence: number;
  readonly lastYear: LastYear | undefined;
  /** Names of partners whose membership has changed since it was sent. */
  readonly joined: readonly string[];
  readonly gone: readonly string[];
  /** Names of silent partners none of whose contacts can be written to. */
  readonly unreached: readonly string[];
  /** Queries and declined fees that nobody has followed up. */
  readonly waiting: number;
}

/** The year before; `by` where its round was run here. */
export interface LastYear {
  readonly year: string;
  readonly partners: number;
  readonly askedPence: number;
  readonly forecastPence: number;
  readonly by?: Figures["by"];
}

export interface PartnerLine {
  readonly partner: string;
  readonly name: string;
  readonly pence: number;
  readonly standing: Standing;
  readonly isFollowedUp: boolean;
  readonly invoicedPence: number;
  readonly paidPence: number;
  /** It is silent, and none of its contacts can be written to. */
  readonly isUnreached?: boolean;
}

/** Somebody who can answer for a partner. */
export interface Contact {
  readonly name: string;
  readonly isReachable: boolean;
}

export interface PartnersView {
  readonly year: string;
  readonly partners: readonly PartnerLine[];
}

/** A round before it is sent. */
export interface PreviewView {
  readonly year: string;
  readonly dueOn: LocalDate;
  readonly paysFor: readonly string[];
  readonly text: { readonly version: number; readonly text: string };
  readonly partners: readonly PreviewLine[];
  readonly askedPence: number;
  readonly forecastPence: number;
  /** Days from the due day of the reminders that are still to come, for example -28. */
  readonly reminders: readonly number[];
}

export interface PreviewLine extends PlannedFee {
  readonly contacts: readonly Contact[];
}

/** The question to a fee contact. */
export interface AskView extends Pick<Asked, "partner" | "name" | "pence" | "reason" | "attended" | "placements"> {
  readonly year: string;
  readonly lastYear: string;
  readonly dueOn: LocalDate;
  readonly isOverdue: boolean;
  readonly paysFor: readonly string[];
  /** What they asked, and what a coordinator said to it. */
  readonly query: { readonly reason: string; readonly note: string } | undefined;
}

/** What somebody fills in to answer for a partner. */
export interface AnswerForm extends Form {
  readonly year: string;
  readonly partner: string;
  readonly name: string;
  readonly pence: number;
  readonly kind: Answer;
  /** The entry that it becomes: sent twice, it is one. */
  readonly entry: string;
  /** What is being reaffirmed. */
  readonly text: string;
}

/** What takes the place of an answer; a coordinator can enter the first one too, for who answered in another way. */
export interface CorrectionForm extends Form {
  /** The answer that it is to take the place of, as the form was opened on it. */
  readonly seen: string;
  /** What the partner says now. */
  readonly standing: Standing;
  /** Another answer came since it was opened: whether this is still to take its place has to be said. */
  readonly isMeanwhile: boolean;
  /** What it declines is invoiced: that this is meant has to be said. */
  readonly isInvoiced: boolean;
  readonly invoicedPence: number;
  readonly paidPence: number;
  readonly year: string;
  readonly partner: string;
  readonly name: string;
  readonly pence: number;
  readonly entry: string;
}

/** What a coordinator writes down about a partner. */
export interface FollowForm extends Form {
  readonly year: string;
  readonly partner: string;
  readonly name: string;
  readonly entry: string;
  readonly kind: FollowKind;
  readonly pence: number;
  readonly invoicedPence: number;
  readonly paidPence: number;
  /** What the partner said. */
  readonly reason: string | undefined;
  /** What can be taken back. */
  readonly money: readonly MoneyEntry[];
  /** It is more than there is to invoice or to pay: that it is meant has to be said. */
  readonly isOver: boolean;
}
export type FollowKind = "answered" | "invoiced" | "paid" | "reversed";

/** Where a partner stands, and how it came to it. */
export interface PartnerView extends PartnerLine {
  readonly year: string;
  readonly reason: string | undefined;
  readonly contacts: readonly Contact[];
  /** Oldest first. */
  readonly history: readonly HistoryLine[];
  readonly hasMoney: boolean;
  /** Whether the question is still open. */
  readonly isOpen: boolean;
  /** For coordinators, who have more to do with it. */
  readonly isCoordinators: boolean;
}

export interface HistoryLine {
  readonly entry: Entry;
  /** Undefined for those who are no longer known. */
  readonly name: string | undefined;
}

/** For a member of the board: their partner hasn't answered. */
export interface BoardView {
  readonly year: string;
  readonly name: string;
  readonly pence: number;
  readonly dueOn: LocalDate;
  readonly isOverdue: boolean;
  readonly contacts: readonly string[];
}
