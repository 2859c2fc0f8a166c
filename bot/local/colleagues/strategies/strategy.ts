import type { Button, CardInput } from "../../double/cards.js";
import type { Temperament } from "../temperament.js";

/** A button that colleagues know what to do with. */
export interface Habit {
  /** As the contract titles it; where a card has several of them, what follows a colon tells them apart. */
  readonly title: string;
  /** On what share of the cards they press it, 0 to 1; the same person decides the same again. */
  readonly share: number;
  /** What some press instead: on what share of the cards each, which together leave some for the habit itself. */
  readonly instead?: readonly { readonly title: string; readonly share: number }[];
  /** It only shows something, which may be another thing the next time. */
  readonly looks?: true;
}

/** How colleagues deal with the cards of one capability. */
export interface Strategy {
  /** The first part of its buttons' verbs: `surveys` for `surveys.submit`. */
  readonly capability: string;
  /** The first that the card has is what they think about. */
  readonly habits: readonly Habit[];
  /** What they type by themselves once they are there, since nothing that is sent to them would make them begin. */
  readonly opening?: string;
  /** What they begin goes over several cards: they go on with the card that a press brings, and then with the next thing. */
  readonly goesOn?: true;
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

/** Whether a button is that of the habit. */
export function isOf({ title }: Pick<Habit, "title">, button: Button): boolean {
  return button.title === title || button.title.startsWith(`${title}: `);
}
