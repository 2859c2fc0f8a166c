import type { Button, CardInput } from "../../double/cards.js";
import type { Temperament } from "../temperament.js";

/** How colleagues deal with the cards of one capability. */
export interface Strategy {
  /** The first part of its buttons' verbs: `surveys` for `surveys.submit`. */
  readonly capability: string;
  /** The buttons that they press, as the contract titles them. The first of them that the card has is pressed. */
  readonly buttons: readonly string[];
  /** What they fill in before, by input id; undefined: they leave this card alone. */
  fillIn(
    inputs: readonly CardInput[],
    temperament: Temperament,
    seed: string,
  ): Readonly<Record<string, string>> | undefined;
}

/** The capability of a button, from its verb; old clients' buttons carry the verb in their data. */
export function capabilityOf({ verb, data }: Button): string {
  return String(verb ?? data.verb ?? "").split(".")[0] ?? "";
}
