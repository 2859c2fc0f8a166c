import { type Button, back, execute } from "./buttons.js";
import type { Card } from "./card.js";
import { render } from "./render.js";

export interface ErrorView {
  readonly title?: string;
  /** One plain sentence that says what to do next. */
  readonly sentence: string;
  /** Finds the log line of an unexpected failure. */
  readonly reference?: string;
  /** Ways on, before `Back`. */
  readonly buttons?: readonly Button[];
}

/** Why something can't be done, and the way on. */
export function errorNotice(view: ErrorView): Card {
  return render("notices/error", {
    title: view.title ?? (view.reference === undefined ? "That didn't work" : "Sorry, something went wrong"),
    sentence: view.sentence,
    reference: view.reference ?? "",
    actions: [...(view.buttons ?? []).map(execute), back],
  });
}

export interface DoneView {
  readonly title: string;
  /** What happens next. */
  readonly sentence: string;
  readonly buttons?: readonly Button[];
}

/** That something was done, and what happens next. */
export function doneNotice(view: DoneView): Card {
  return render("notices/done", {
    title: view.title,
    sentence: view.sentence,
    actions: [...(view.buttons ?? []).map(execute), back],
  });
}
