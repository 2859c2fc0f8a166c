import type { SessionHead } from "../attendance/views.js";

/** Somebody is asked to lead a session. */
export interface LeadAskView extends SessionHead {
  /** What the series calls it. */
  readonly about: "theme" | "topic";
  readonly place: string | undefined;
  /** Names of those who lead it as well. */
  readonly others: readonly string[];
  /** Until then; after that the next one is asked. */
  readonly answerUntil: Date | undefined;
  /** Who leads it now and asks for a swap. */
  readonly swapFor: string | undefined;
}

/** Where somebody stands with a session that they were asked to lead. */
export type LeadStanding = "asked" | "swap-asked" | "accepted" | "passed" | "declined" | "taken" | "over" | "none";

/** What somebody leads. */
export interface LeadLine extends SessionHead {
  readonly others: readonly string[];
  /** Whom they asked to lead it instead. */
  readonly swapWith: string | undefined;
}

export interface SwapView extends SessionHead {
  /** Who could lead it instead; `ref` stands for the person in forms. */
  readonly candidates: readonly { readonly ref: string; readonly name: string }[];
  readonly error: string | undefined;
}

/** What somebody is told of a swap that they asked for. */
export interface SwapNews extends SessionHead {
  readonly outcome: "swapped" | "declined";
  /** Who leads it now, or was asked. */
  readonly name: string | undefined;
}

/** A session in the weeks ahead that too few people lead. */
export interface GapLine extends SessionHead {
  readonly missing: number;
  /** How many are asked just now. */
  readonly asked: number;
  readonly passed: number;
}

export interface GapsView {
  readonly gaps: readonly GapLine[];
  /** Emails in rotas that belong to nobody who is here. */
  readonly unknown: readonly { readonly email: string; readonly series: string }[];
}
