import type { Answer, Standing } from "../../services/fees/schema.js";
import type { Contact } from "../../services/fees/views.js";
import { pounds } from "../../services/kernel/money.js";

export const STANDING: Readonly<Record<Standing, string>> = {
  confirmed: "Confirmed",
  queried: "Queried",
  declined: "Declined",
  silent: "Silent",
};

export const BUTTON: Readonly<Record<Answer, string>> = { confirmed: "Confirm", queried: "Query", declined: "Decline" };

/** "1 partner", "7 partners" */
export function partners(count: number): string {
  return count === 1 ? "1 partner" : `${count} partners`;
}

/** "28, 14, 7 and 1" */
export function listed(numbers: readonly number[]): string {
  return numbers.length < 2 ? numbers.join("") : `${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)}`;
}

/** "Membership fee 2027-28" */
export function feeOf(year: string): string {
  return `Membership fee ${year}`;
}

/** "Morgan Finch (can't be reached)" */
export function contactInWords({ name, isReachable }: Contact): string {
  return isReachable ? name : `${name} (can't be reached)`;
}

/** "Not invoiced yet", "Invoiced £26,000, paid £13,000" */
export function moneyInWords(line: { readonly invoicedPence: number; readonly paidPence: number }): string {
  const { invoicedPence, paidPence } = line;
  if (invoicedPence === 0 && paidPence === 0) return "not invoiced yet";
  return `invoiced ${pounds(invoicedPence)}, paid ${pounds(paidPence)}`;
}
