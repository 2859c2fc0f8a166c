import type { Card } from "../card.js";
import type { Element } from "../parts.js";
import { render } from "../render.js";
import type { Field } from "./fields.js";

interface Form {
  readonly eyebrow: string;
  readonly title: string;
  readonly intro: string;
  readonly summary: string;
  readonly fields: readonly Field[];
  readonly actions: readonly Element[];
}

/** What was typed comes back with a sentence at each field that needs another look. */
export function formCard(form: Form): Card {
  return render("form/form", { ...form, speak: `${form.title}: ${form.eyebrow}.` });
}
