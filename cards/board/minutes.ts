import type { FormState } from "../../services/board/views.js";
import { inWords } from "../../services/kernel/dates.js";
import { main } from "../buttons.js";
import type { Card } from "../card.js";
import { dateField, summaryOf } from "../form/fields.js";
import { formCard } from "../form/form.js";
import { render } from "../render.js";
import { button, submit } from "./buttons.js";

/** From when to when. */
export function minutesCard(form: FormState): Card {
  return formCard({
    eyebrow: "Strategic Board",
    title: "Minutes",
    intro: "A Word document of what the board decided between two days, both included.",
    summary: summaryOf(form),
    fields: [
      dateField(form, { id: "from", label: "First day", help: "Choose the first day." }),
      dateField(form, { id: "until", label: "Last day", help: "Choose the last day." }),
    ],
    actions: [main(submit("Make the document", "make-minutes")), button("Back", "list")],
  });
}

export function minutesReadyCard(ready: {
  readonly from: string;
  readonly until: string;
  /** Decisions in it. */
  readonly decided: number;
  readonly url: string;
  /** "for 15 minutes" */
  readonly works: string;
}): Card {
  const { from, until, decided, url, works } = ready;
  const count = decided === 0 ? "no decision" : decided === 1 ? "one decision" : `${decided} decisions`;
  return render("board/file", {
    ...{ url, works, period: `From ${inWords(from)} to ${inWords(until)}: ${count}.` },
    actions: [button("Back", "list")],
  });
}
