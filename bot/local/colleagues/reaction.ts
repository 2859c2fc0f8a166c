import type { Card } from "../../../cards/card.js";
import { share } from "../chance.js";
import { type Button, buttonsOf, inputsOf } from "../double/cards.js";
import { strategies } from "./strategies/index.js";
import { capabilityOf, type Habit, isOf, type Strategy } from "./strategies/strategy.js";
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
  readonly habit: Habit;
  readonly button: Button;
}

/**
 * Undefined for a card that asks for nothing that colleagues know how to do. Of several such buttons each takes theirs;
 * with `done`, of those that are about something else.
 */
export function requestIn(card: Card, person: string, done: ReadonlySet<string> = NOTHING): Request | undefined {
  for (const strategy of strategies) {
    const buttons = buttonsOf(card).filter((candidate) => capabilityOf(candidate) === strategy.capability);
    for (const habit of strategy.habits) {
      const fitting = fittingOf(buttons, habit, person).filter((candidate) => !done.has(aboutOf(habit, candidate)));
      const button = fitting[Math.floor(share(`which ${person}`) * fitting.length)];
      if (button) return { about: aboutOf(habit, button), strategy, habit, button };
    }
  }
  return undefined;
}

const NOTHING: ReadonlySet<string> = new Set();

/** Forgets what was only looked at; what was done is done. */
export function lookAgain(done: Set<string>): void {
  for (const { habits } of strategies) {
    const looks = habits.filter(({ looks }) => looks).map(({ title }) => `${title} `);
    for (const about of done) if (looks.some((start) => about.startsWith(start))) done.delete(about);
  }
}

/** With its verb: opening a report to score it and handing its scores in are both called Score. */
function aboutOf(habit: Habit, { verb = "", data }: Button): string {
  return `${habit.title} ${verb} ${JSON.stringify(data)}`;
}

/** The habit's buttons, or those that this person presses in their place. */
function fittingOf(buttons: readonly Button[], habit: Habit, person: string): Button[] {
  const title = titleFor(habit, `${person} ${JSON.stringify(buttons.map(({ data }) => data))}`);
  const those = buttons.filter((candidate) => isOf({ title }, candidate));
  return those.length > 0 ? those : buttons.filter((candidate) => isOf(habit, candidate));
}

/** The same person presses the same again on the same card. */
function titleFor({ title, instead = [] }: Habit, seed: string): string {
  let left = share(`instead ${seed}`);
  for (const other of instead) {
    if (left < other.share) return other.title;
    left -= other.share;
  }
  return title;
}

/** `askedBefore`: how often the same thing was asked of them already. */
export function reactionTo(
  card: Card,
  { about, strategy, habit, button }: Request,
  temperament: Temperament,
  person: string,
  askedBefore: number,
): Reaction | undefined {
  if (temperament.answers === "never") return undefined;
  if (temperament.answers === "when-reminded" && askedBefore === 0) return undefined;
  if (share(`presses ${person} ${about}`) >= habit.share) return undefined;
  const inputs = strategy.fillIn(inputsOf(card), temperament, `${person} ${about}`);
  return inputs && { title: button.title, inputs };
}
