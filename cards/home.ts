import { z } from "zod";
import { type Button, execute, more, page, toldApart } from "./buttons.js";
import type { Card } from "./card.js";
import { render } from "./render.js";

export interface HomeView {
  /** How the person is greeted. */
  readonly name: string;
  /** What this person may do, the most wanted first. */
  readonly entries: readonly { readonly title: string; readonly summary: string; readonly button: Button }[];
  /** The words that this person can type. */
  readonly words: readonly string[];
  /** The first entry to show; 0 at the beginning. */
  readonly from?: number;
}

/** What the buttons of the home card and of other lists send: where the next page begins. */
export const fromSchema = z.object({ from: z.coerce.number().int().min(0).max(10_000).default(0) });

/** `help`, and anything not understood: what I can do for you. */
export function homeCard(view: HomeView): Card {
  const { items, next } = page(view.entries, view.from ?? 0, 0);
  return render("home/home", {
    name: view.name,
    words: view.words.join(", "),
    entries: toldApart(items).map((entry) => ({ ...entry, button: execute(entry.button) })),
    actions: more(next, "home.show"),
  });
}
