import type { Card } from "./card.js";
import { render } from "./render.js";

export interface StrangerView {
  readonly partnershipName: string;
  readonly contactName: string;
  readonly contactEmail: string;
}

/** Somebody who isn't in people.csv: whom to ask. */
export function unknownPersonCard(view: StrangerView): Card {
  return render("people/unknown", view);
}

/** Somebody who was, and has left. */
export function leftPersonCard(view: StrangerView): Card {
  return render("people/left", view);
}

export interface MyDataView {
  readonly name: string;
  readonly kinds: readonly {
    readonly title: string;
    /** How many records. */
    readonly count: number;
    /** What it is, in one sentence. */
    readonly summary: string;
    /** How long: "Kept until 90 days after the survey closes." */
    readonly kept: string;
  }[];
}

/** `my data`: everything that is held on a person. */
export function myDataCard(view: MyDataView): Card {
  return render("people/my-data", {
    name: view.name,
    kinds: view.kinds.map(({ count, ...kind }) => ({ ...kind, amount: count === 0 ? "none" : `${count}` })),
  });
}

export interface ErasureView {
  /** A sentence each. */
  readonly goes: readonly string[];
  /** A sentence each, with the reason. */
  readonly stays: readonly string[];
}

/** The second press that erasure needs. */
export function confirmErasureCard(view: ErasureView): Card {
  return render("people/erase", view);
}

/** What was done, a sentence each. */
export function erasedCard(view: { readonly sentences: readonly string[] }): Card {
  return render("people/erased", view);
}

/** `expires` completes "works …": "for 15 minutes". */
export function exportReadyCard(view: { readonly url: string; readonly expires: string }): Card {
  return render("people/export", view);
}
