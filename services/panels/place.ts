import { ExpectedError } from "../kernel/errors.js";
import type { FormState } from "./views.js";

/** One of a round's reports. */
export interface Place {
  readonly round: string;
  readonly no: number;
}

export const NOTHING_WRONG: FormState = { values: {}, errors: {}, notice: "" };

/** `stale` leaves the card, with all that is typed on it, where it is; `not-open` takes its place. */
export function roundClosed(code: "stale" | "not-open"): ExpectedError {
  return new ExpectedError(code, "This round is closed: nothing of it can be changed any more. Thank you!");
}
