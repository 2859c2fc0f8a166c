import { ExpectedError } from "../kernel/errors.js";
import { type Person, personKey } from "../people/schema.js";
import { auditSubject, type PanelsContext } from "./context.js";
import type { FormState } from "./views.js";

/** One of a round's reports. */
export interface Place {
  readonly round: string;
  readonly no: number;
}

/** An entry in the record about a report: of what was typed nothing is ever in it. */
export async function recordOn(
  { audit }: PanelsContext,
  event: string,
  person: Person,
  { round, no }: Place,
  more: Readonly<Record<string, number>> = {},
): Promise<void> {
  await audit.record({ subject: auditSubject(round), event, by: personKey(person), details: { no, ...more } });
}

export const NOTHING_WRONG: FormState = { values: {}, errors: {}, notice: "" };

/** `stale` leaves the card, with all that is typed on it, where it is; `not-open` takes its place. */
export function roundClosed(code: "stale" | "not-open"): ExpectedError {
  return new ExpectedError(code, "This round is closed: nothing of it can be changed any more. Thank you!");
}
