import type { LocalDate } from "../kernel/dates.js";
import type { Partner } from "../partnership/schema.js";
import type { FeeYear, Round } from "./schema.js";

/** What a partner is to be asked for. */
export interface PlannedFee {
  readonly partner: string;
  readonly name: string;
  readonly tier: Partner["tier"];
  readonly pence: number;
  readonly reason?: string;
}

export interface FeePlan {
  readonly partners: readonly PlannedFee[];
  /** The sum of what is asked for. */
  readonly askedPence: number;
  readonly forecastPence: number;
}

/** Who pays how much in a year. */
export function planOf(year: FeeYear, partners: readonly Partner[]): FeePlan {
  const planned = partners.filter((partner) => pays(year, partner)).map((partner) => feeOf(year, partner));
  const askedPence = sumOf(planned);
  return { partners: planned, askedPence, forecastPence: year.forecastPence ?? askedPence };
}

/** Partners that pay by the data as it is now and were not asked when the round was sent, and the other way round. */
export function changedSince(round: Pick<Round, "partners">, plan: FeePlan) {
  const asked = new Set(round.partners.map(({ partner }) => partner));
  const now = new Set(plan.partners.map(({ partner }) => partner));
  return {
    joined: plan.partners.filter(({ partner }) => !asked.has(partner)).map(({ name }) => name),
    gone: round.partners.filter(({ partner }) => !now.has(partner)).map(({ name }) => name),
  };
}

export function sumOf(lines: readonly { readonly pence: number }[]): number {
  return lines.reduce((sum, { pence }) => sum + pence, 0);
}

function pays({ payers }: FeeYear, { id, tier, sector }: Partner): boolean {
  return payers ? payers.includes(id) : tier === "primary" && sector !== "pvi";
}

function feeOf({ pence, exceptions }: FeeYear, { id, name, tier }: Partner): PlannedFee {
  const exception = exceptions.find(({ partner }) => partner === id);
  const usual = { partner: id, name, tier, pence };
  return exception ? { ...usual, pence: exception.pence, reason: exception.reason } : usual;
}

/** A year with all that a round needs. */
export type StartableYear = FeeYear & {
  readonly dueOn: LocalDate;
  readonly text: NonNullable<FeeYear["text"]>;
};

/** Whether a round of it can be sent on that day. */
export function isStartable(year: FeeYear, today: LocalDate): year is StartableYear {
  const { dueOn, text, paysFor } = year;
  return dueOn !== undefined && dueOn > today && text !== undefined && paysFor.length > 0;
}

/** "2025-26" for "2026-27". */
export function yearBefore(year: string): string {
  const begins = Number(year.slice(0, 4));
  return `${begins - 1}-${String(begins % 100).padStart(2, "0")}`;
}
