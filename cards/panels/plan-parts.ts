import { dayInWords, type LocalDate } from "../../services/kernel/dates.js";
import type { Button } from "../buttons.js";
import { execute } from "../buttons.js";
import type { Card } from "../card.js";
import type { Element } from "../parts.js";
import { render } from "../render.js";

interface PlanCard {
  readonly title: string;
  readonly eyebrow: string;
  /** At least one. */
  readonly blocks: readonly Element[];
  readonly actions: readonly Element[];
}

/** A card of a round that is no form. */
export function planCard(card: PlanCard): Card {
  return render("panels/plan", { ...card, speak: `${card.title}: ${card.eyebrow}.` });
}

export function text(words: string): Element {
  return { type: "TextBlock", text: words, wrap: true, spacing: "Small" };
}

/** What somebody has to see to. */
export function warning(title: string, sentences: readonly string[]): Element {
  return {
    ...{ type: "Container", style: "attention", spacing: "Medium" },
    items: [{ type: "TextBlock", text: title, wrap: true, weight: "Bolder" }, ...sentences.map(text)],
  };
}

export function facts(rows: readonly { readonly title: string; readonly value: string }[]): Element {
  return { type: "FactSet", spacing: "Medium", facts: rows };
}

/** One of several things, with what can be done about it. */
export function line({
  title,
  status,
  button,
}: {
  readonly title: string;
  readonly status: string;
  readonly button?: Button | undefined;
}): Element {
  return {
    ...{ type: "Container", separator: true, spacing: "Medium" },
    items: [
      { type: "TextBlock", text: title, weight: "Bolder", wrap: true },
      { type: "TextBlock", text: status, wrap: true, spacing: "None" },
      ...(button ? [{ type: "ActionSet", spacing: "Small", actions: [execute(button)] }] : []),
    ],
  };
}

/** "1 report", "12 reports" */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** "Friday 4 December", or what to say before it is set. */
export function dayOr(day: LocalDate | undefined, otherwise: string): string {
  return day === undefined ? otherwise : dayInWords(day);
}

/** The first ones by name, and how many more: "A26-003, A26-017 and 4 more". */
export function someOf(names: readonly string[], most = 6): string {
  if (names.length <= most) return names.join(", ");
  return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
}
