import type { Card } from "../card.js";
import type { Element } from "../parts.js";
import { render } from "../render.js";

/** Some sentences and the ways on. */
export function told(card: {
  readonly eyebrow: string;
  readonly title: string;
  readonly sentences: readonly string[];
  readonly actions: readonly Element[];
}): Card {
  const { eyebrow, title, sentences, actions } = card;
  const speak = [title, ...sentences].join(" ");
  return render("fees/told", { eyebrow, title, actions, speak, sentences: sentences.map((text) => ({ text })) });
}
