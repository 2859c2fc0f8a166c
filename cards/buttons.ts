import type { Element } from "./parts.js";
import { MOST_ACTIONS } from "./render.js";
import { plain } from "./text.js";

/** A button as typed functions describe it; `data` holds opaque ids only. */
export interface Button {
  readonly title: string;
  readonly verb: string;
  readonly data?: Readonly<Record<string, string | boolean>>;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page begins, if there is one. */
  readonly next: number | undefined;
}

/** As many of the items from `from` on as have a place, when `others` buttons stand below them. */
export function page<T>(items: readonly T[], from: number, others: number): Page<T> {
  const rest = items.slice(from);
  const places = MOST_ACTIONS - others;
  if (rest.length <= places) return { items: rest, next: undefined };
  return { items: rest.slice(0, places - 1), next: from + places - 1 };
}

/** The way on to the next page, if there is one. */
export function more(next: number | undefined, verb: string): Element[] {
  return next === undefined ? [] : [execute({ title: "Show more", verb, data: { from: `${next}` } })];
}

/** The button as a card holds it. It sends no inputs: a form's own button does. */
export function execute(button: Button): Element {
  const { title, verb, data = {} } = button;
  return { type: "Action.Execute", title, verb, data, associatedInputs: "none" };
}

export const back: Element = execute({ title: "Back", verb: "home.show" });

/** On a phone a longer title is cut off. */
const LONGEST_TITLE = 30;

/** Buttons with one title can't be told apart by ear: those say what they belong to, and differ in any case. */
export function toldApart<T extends { readonly title: string; readonly button: Button }>(items: readonly T[]): T[] {
  const uses = (title: string) => items.filter((item) => item.button.title === title).length;
  const seen = new Set<string>();
  return items.map((item) => {
    const { title } = item.button;
    const told = unseen(
      uses(title) === 1 ? title : plain(`${title}: ${without(title, item.title)}`, LONGEST_TITLE),
      seen,
    );
    return { ...item, button: { ...item.button, title: told } };
  });
}

/** "A26-003" of "Score A26-003", so that nothing is said twice. */
function without(word: string, title: string): string {
  return title.startsWith(`${word} `) ? title.slice(word.length + 1) : title;
}

/** The title, numbered if it was there before, and no longer for that than a phone shows. */
function unseen(title: string, seen: Set<string>): string {
  let told = title;
  for (let number = 2; seen.has(told); number += 1) told = `${plain(title, LONGEST_TITLE - 4)} (${number})`;
  seen.add(told);
  return told;
}

/** The one thing that most people came for. */
export function main(element: Element): Element {
  return { ...element, style: "positive" };
}

/** What can't be undone. */
export function grave(element: Element): Element {
  return { ...element, style: "destructive" };
}

/** The buttons of a capability, whose verbs begin with its name. */
export function buttonsOf(capability: string) {
  /** Sends no inputs. */
  const button = (title: string, verb: string, data: Button["data"] = {}): Element =>
    execute({ title, verb: `${capability}.${verb}`, data });
  /** Sends what is in the card's inputs. */
  const submit = (title: string, verb: string, data: Button["data"] = {}): Element => {
    const { associatedInputs: _, ...sending } = button(title, verb, data);
    return sending as Element;
  };
  return { button, submit };
}
