import type { Card } from "../../../cards/card.js";
import { type Button, buttonsOf, inputsOf } from "../double/cards.js";
import { strategies } from "./strategies/index.js";
import { capabilityOf, type Strategy } from "./strategies/strategy.js";
import type { Temperament } from "./temperament.js";

/** What a colleague does about a card. */
export interface Reaction {
  readonly title: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** What somebody could do about a card, before it is known whether they do: the button that they'd press. */
export interface Request {
  /** What is asked for, the same in the first message and in its reminders. */
  readonly about: string;
  readonly strategy: Strategy;
  readonly button: Button;
}

/** Undefined for a card that asks for nothing that colleagues know how to do. */
export function requestIn(card: Card): Request | undefined {
  for (const strategy of strategies) {
    const button = buttonsOf(card).find(
      (candidate) => capabilityOf(candidate) === strategy.capability && strategy.buttons.includes(candidate.title),
    );
    if (button) return { about: `${button.title} ${JSON.stringify(button.data)}`, strategy, button };
  }
  return undefined;
}

/** `askedBefore`: how often the same thing was asked of them already. */
export function reactionTo(
  card: Card,
  request: Request,
  temperament: Temperament,
  person: string,
  askedBefore: number,
): Reaction | undefined {
  if (temperament.answers === "never") return undefined;
  if (temperament.answers === "when-reminded" && askedBefore === 0) return undefined;
  const inputs = request.strategy.fillIn(inputsOf(card), temperament, `${person} ${request.about}`);
  return inputs && { title: request.button.title, inputs };
}
