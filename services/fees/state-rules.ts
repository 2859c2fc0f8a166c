import { sumOf } from "./plan-rules.js";
import type { AnswerEntry, Entry, MoneyEntry, Round, Standing } from "./schema.js";

/** Where a partner stands. Confirmed, invoiced and paid are three different things. */
export interface PartnerState {
  readonly standing: Standing;
  /** The answer that stands: the last one. */
  readonly answer: AnswerEntry | undefined;
  /** What a coordinator said to it since. */
  readonly followUp: Extract<Entry, { kind: "answered" }> | undefined;
  readonly invoicedPence: number;
  readonly paidPence: number;
  /** Invoices and payments that were not taken back. */
  readonly money: readonly MoneyEntry[];
}

/** From what happened alone, in its order. */
export function stateOf(entries: readonly Entry[], partner: string): PartnerState {
  const own = entries.filter((entry) => entry.partner === partner);
  const answer = own.findLast(isAnswer);
  const followUp = own.slice(answer ? own.indexOf(answer) : own.length).findLast(isFollowUp);
  const reversed = new Set(own.flatMap((entry) => (entry.kind === "reversed" ? [entry.of] : [])));
  const money = own.filter(isMoney).filter(({ id }) => !reversed.has(id));
  const pence = (kind: MoneyEntry["kind"]) => sumOf(money.filter((entry) => entry.kind === kind));
  return {
    ...{ standing: answer?.kind ?? "silent", answer, followUp, money },
    ...{ invoicedPence: pence("invoiced"), paidPence: pence("paid") },
  };
}

/** Whether an answer is waited for: nothing was said yet, or what was said has been followed up. */
export function isOpen({ standing, followUp }: PartnerState): boolean {
  return standing === "silent" || (standing !== "confirmed" && followUp !== undefined);
}

/** Reminded are those who have said nothing, and those whose query was answered. */
export function isOutstanding(state: PartnerState): boolean {
  return isOpen(state) && state.standing !== "declined";
}

/** Whether a coordinator is to follow it up. */
export function waitsForCoordinator({ standing, followUp }: PartnerState): boolean {
  return (standing === "queried" || standing === "declined") && followUp === undefined;
}

export interface Figures {
  /** For each standing: how many partners, and what they are asked for. */
  readonly by: Readonly<Record<Standing, { readonly partners: number; readonly pence: number }>>;
  readonly askedPence: number;
  readonly confirmedPence: number;
  /** Asked for and not confirmed. */
  readonly atRiskPence: number;
  readonly invoicedPence: number;
  readonly paidPence: number;
}

/** The round at a glance. */
export function figuresOf({ partners, entries }: Pick<Round, "partners" | "entries">): Figures {
  const states = partners.map(({ partner, pence }) => ({ ...stateOf(entries, partner), pence }));
  const of = (standing: Standing) => {
    const those = states.filter((state) => state.standing === standing);
    return { partners: those.length, pence: sumOf(those) };
  };
  const by = { confirmed: of("confirmed"), queried: of("queried"), declined: of("declined"), silent: of("silent") };
  const askedPence = sumOf(partners);
  const total = (of: "invoicedPence" | "paidPence") => states.reduce((sum, state) => sum + state[of], 0);
  return {
    ...{ by, askedPence, confirmedPence: by.confirmed.pence, atRiskPence: askedPence - by.confirmed.pence },
    ...{ invoicedPence: total("invoicedPence"), paidPence: total("paidPence") },
  };
}

export function isAnswer(entry: Entry): entry is AnswerEntry {
  return entry.kind === "confirmed" || entry.kind === "queried" || entry.kind === "declined";
}

function isMoney(entry: Entry): entry is MoneyEntry {
  return entry.kind === "invoiced" || entry.kind === "paid";
}

function isFollowUp(entry: Entry): entry is Extract<Entry, { kind: "answered" }> {
  return entry.kind === "answered";
}
